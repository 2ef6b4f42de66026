import AccountStore
import PasswordSchemes
import SQLiteAccountStore
import SecretBytes

/// A row of VMailbox, with the `active` of its address and domain, and the scheme of its password.
package struct MailboxRow: Encodable, SwitchableRecord {
    package let vmNum: Int64
    package let mailbox: String
    package let active: ActiveColumn
    package let addressActive: ActiveColumn
    package let domainActive: ActiveColumn
    @OrNull package internal(set) var domClass: Int64?
    /// The scheme of the password; nil if there is none that could match.
    @OrNull package internal(set) var scheme: String?

    private enum CodingKeys: String, CodingKey {
        case vmNum, mailbox, active, addressActive = "Address.active", domainActive = "Domain.active", domClass, scheme
    }

    init(_ row: borrowing Statement, _ verifier: PasswordVerifier) {
        vmNum = row.number(0)
        mailbox = row.address(1)
        active = row.active(3, of: .VMailbox)
        addressActive = row.active(4, of: .Address)
        domainActive = row.active(5, of: .Domain)
        domClass = row.integer(6)
        if let stored = row.secretText(7), verifier.reasonUnusable(stored) == nil {
            scheme = verifier.schemeName(of: stored)
        } else {
            scheme = nil
        }
    }

    package var switchable: SwitchableRow { SwitchableRow(rowid: vmNum, name: mailbox, active: active) }
}

extension MailDatabase {
    /// Calls `body` with every mailbox, or with those of a domain.
    package func forEachMailbox(
        of domain: String?, _ body: (MailboxRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let name = try storedName(ofDomain: domain)
        let verifier = PasswordVerifier(settings)
        try forEach(MailboxStatements.select, [.optional(name), .null], { MailboxRow($0, verifier) }, body)
    }

    package func mailbox(_ key: AddressKey) throws(AdministrationError) -> MailboxRow {
        let verifier = PasswordVerifier(settings)
        let values: [SQLValue] = [.null, .integer(try address(key).addNum)]
        guard let found = try row(MailboxStatements.select, values, { MailboxRow($0, verifier) }) else {
            throw .no("mailbox \(key): does not exist; the address does, without a mailbox\(key.reading)")
        }
        return found
    }

    /// True if the mailbox `key` can be added, false if it exists and `ifMissing`. Throws in any other case.
    ///
    /// The caller checks before it asks for the password; `addMailbox` checks again in its transaction.
    package func expectNewMailbox(
        _ key: AddressKey, ifMissing: Bool, force: Bool = false
    ) throws(AdministrationError) -> Bool {
        guard !key.localpart.isEmpty else { throw .data("mailbox \(key): a catchall is no account") }
        let domain = try domain(key.domain, isNeeded: true)
        guard case .mailbox(let uid)? = domain.kind, uid >= Int64(settings.firstValidUID) else {
            let kind = domain.kind?.word ?? "of a class that is no number"
            throw .data(
                "mailbox \(key): \(domain.domName) is no mailbox domain (\(kind)); its domClass must be the uid that owns the mail\(key.reading)"
            )
        }
        guard let address = try findAddress(key) else {
            try key.expectNewName(force: force)
            return true
        }
        guard address.isMailbox else { return true }
        guard ifMissing else {
            throw .no("mailbox \(key): exists already; \"vmailadm mailbox passwd\" changes its password")
        }
        return false
    }

    /// Adds a mailbox with the password `hash`, and its address if that does not exist.
    package func addMailbox(
        _ key: AddressKey, hash: borrowing SecretBytes, ifMissing: Bool, force: Bool = false
    ) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        guard try expectNewMailbox(key, ifMissing: ifMissing, force: force) else { return report }
        try expectUsable(hash)
        if let address = try findAddress(key) {
            if address.active.effect != .on {
                report.note("Address \(key): has \(address.active.meaning); that holds for the mailbox too")
            }
            if address.isAlias { report.note("\(key): is also an alias: its mail goes to the alias's targets") }
        }
        report.notes += key.mailboxWarnings(settings)
        let number = try findOrInsert(key, force: force, &report).addNum
        try store(hash, MailboxStatements.insert, number)
        report.record(.add, "VMailbox \(key)")
        return report
    }

    package func setPassword(_ key: AddressKey, hash: borrowing SecretBytes) throws(AdministrationError) -> ChangeReport
    {
        let mailbox = try mailbox(key)
        try expectUsable(hash)
        var report = ChangeReport()
        try store(hash, MailboxStatements.setPassword, mailbox.vmNum)
        report.record(.change, "VMailbox \(mailbox.mailbox)", "vmPasswd")
        return report
    }

    /// Removes a mailbox and its address; `cascade` also removes the aliases that lead to it or from it. Its mail stays.
    package func removeMailbox(_ key: AddressKey, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let address = try address(key)
        _ = try mailbox(key)
        var removal = Removal(of: "mailbox \(address.name)")
        if try deleteMailbox(of: address, &removal) { removal.own.record(.remove, "VMailbox \(address.name)") }
        removal.own.record(.remove, "Address \(address.name)")
        try remove(address, &removal)
        return try removal.report(cascade: cascade)
    }

    private func expectUsable(_ hash: borrowing SecretBytes) throws(AdministrationError) {
        let verifier = PasswordVerifier(settings)
        if let reason = verifier.reasonUnusable(hash) { throw .data("the hash cannot be used: \(reason)") }
    }

    private func store(
        _ hash: borrowing SecretBytes, _ sql: StaticString, _ number: Int64
    ) throws(AdministrationError) {
        try translatingErrors { () throws(StoreError) in
            try Statement(sql, on: connection).run([.integer(number)], hash: hash)
        }
    }
}
