import AccountStore
import Authentication
import SQLiteAccountStore

extension MailDatabase {
    /// Every grant, or those of one login.
    package func senders(of login: String?) throws(AdministrationError) -> [SenderRow] {
        if let login { return try senders(of: try address(AddressKey(login, settings)).addNum) }
        guard try has(.sender) else { return [] }
        return try rows(SenderStatements.list) { SenderRow($0) }
    }

    /// The grants of the login with the number `login`, and those of others to send as `address`; none without the table.
    func senders(of login: Int64, as address: String? = nil) throws(AdministrationError) -> [SenderRow] {
        guard try has(.sender) else { return [] }
        return try rows(SenderStatements.touching, [.integer(login), .optional(address)]) { SenderRow($0) }
    }

    /// Allows `login` to send as `text`, besides its own address.
    package func allowSender(
        _ login: String, as text: String, ifMissing: Bool
    ) throws(AdministrationError) -> ChangeReport {
        try expect(.sender)
        let account = try account(login)
        let sender = try senderKey(text)
        guard sender.description != account.name else {
            throw .no("sender \(account.name): is the login's own address, as which it may send without a grant")
        }
        var report = ChangeReport()
        let old = try senders(of: account.addNum).first { $0.sndAddress == sender.description }
        guard let old else {
            try run(SenderStatements.insert, [.integer(account.addNum), .text(sender.description)])
            report.record(.add, "Sender \(account.name) as \(sender)")
            return report
        }
        if old.active.effect == .off || old.active.effect == .invalid {
            try set(old.switchable, to: 1, &report)
        } else if !ifMissing {
            throw .no("sender \(account.name): may send as \(sender) already")
        }
        return report
    }

    /// Removes the grant of `login` to send as `text`.
    package func removeSender(_ login: String, as text: String) throws(AdministrationError) -> ChangeReport {
        try expect(.sender)
        let login = try address(AddressKey(login, settings))
        let sender = try AddressKey(text, settings)
        var report = ChangeReport()
        let found = try senders(of: login.addNum).first {
            $0.sndAddress == sender.description || $0.sndAddress == text
        }
        guard let found else { throw .no("sender \(login.name): has no grant to send as \(sender)") }
        try delete(found)
        report.record(.remove, found.switchable.description)
        return report
    }

    /// Deletes the grants of `address`, and those of other logins to send as it: whoever gets the address next is another user.
    func removeSenders(of address: AddressRow, _ removal: inout Removal) throws(AdministrationError) {
        try remove(try senders(of: address.addNum, as: address.name), &removal)
    }

    /// Deletes the grants to send as any address of `domain`.
    func removeSenders(ofDomain domain: String, _ removal: inout Removal) throws(AdministrationError) {
        guard try has(.sender) else { return }
        try remove(try rows(SenderStatements.ofDomain, [.text("@\(domain)")]) { SenderRow($0) }, &removal)
    }

    /// Makes the grants to send as `old`, an address that is renamed, grants to send as `new`.
    func renameSender(_ old: String, to new: String, _ report: inout ChangeReport) throws(AdministrationError) {
        guard try has(.sender) else { return }
        for sender in try rows(SenderStatements.touching, [.null, .text(old)], { SenderRow($0) }) {
            try run(SenderStatements.rename, sender.switchable.key + [.text(new)])
            report.record(.change, sender.switchable.description, "sndAddress \(old) to \(new)")
        }
    }

    private func remove(_ senders: [SenderRow], _ removal: inout Removal) throws(AdministrationError) {
        for sender in senders {
            try delete(sender)
            removal.referrers.record(.remove, sender.switchable.description)
        }
    }

    private func delete(_ sender: SenderRow) throws(AdministrationError) {
        try run(SenderStatements.delete, sender.switchable.key)
    }

    /// The address of a login: a mailbox, or a user of this system.
    private func account(_ text: String) throws(AdministrationError) -> AddressRow {
        let address = try address(AddressKey(text, settings))
        let isLocal = address.domClass.map(DomainClass.init) == .local && !address.addLocalpart.isEmpty
        guard address.isMailbox || isLocal else {
            throw .data("login \(address.name): is neither a mailbox nor a local address, so nobody logs in as it")
        }
        return address
    }

    private func senderKey(_ text: String) throws(AdministrationError) -> AddressKey {
        let key = try AddressKey(text, settings)
        try key.expectNewName(force: false)
        return key
    }
}
