import AccountStore
import Authentication
import SQLiteAccountStore
import TerminalText

extension MailDatabase {
    /// Every address, or those of a domain.
    public func addresses(of domain: String?) throws(AdministrationError) -> [AddressRow] {
        let name = try storedName(ofDomain: domain)
        return try rows(AddressStatements.list, [.optional(name)]) { AddressRow($0) }
    }

    /// The address called `key`.
    public func address(_ key: AddressKey) throws(AdministrationError) -> AddressRow {
        if let found = try findAddress(key) { return found }
        throw AdministrationError(.no, "address \(printable(key.description.utf8)): does not exist")
    }

    func findAddress(_ key: AddressKey) throws(AdministrationError) -> AddressRow? {
        let found = try row(AddressStatements.find, [.text(key.localpart), .text(key.domain)]) { AddressRow($0) }
        if let found { return found }
        guard let typed = key.typed else { return nil }
        return try row(AddressStatements.findAsTyped, [.text(typed)]) { AddressRow($0) }
    }

    /// The number of an address, which is added if it does not exist.
    func number(
        of key: AddressKey, force: Bool = false, _ report: inout ChangeReport
    ) throws(AdministrationError) -> Int64 {
        if let found = try findAddress(key) { return found.addNum }
        return try insert(key, force: force, &report)
    }

    /// Adds an address. `force` allows a name that SMTP allows in quotes.
    public func addAddress(
        _ text: String, transport: String?, restrictionClass number: Int64?, ifMissing: Bool, force: Bool = false
    ) throws(AdministrationError) -> ChangeReport {
        let key = try AddressKey(text, settings)
        guard !key.localpart.isEmpty else {
            throw AdministrationError(
                .data, "address \(key): is a catchall; \"vmailadm catchall add\" tells why not to add it")
        }
        let transport = try transport.map { text throws(AdministrationError) in try self.transport(text).tpNum }
        if let number { _ = try restrictionClass(number) }
        var report = ChangeReport()
        if try findAddress(key) != nil {
            guard ifMissing else { throw AdministrationError(.no, "address \(key): exists already") }
            return report
        }
        try insert(key, transport: transport, restrictionClass: number, force: force, &report)
        return report
    }

    /// Adds the row of an address whose domain must be there, and whose name keeps to the rules.
    @discardableResult
    func insert(
        _ key: AddressKey, transport: Int64? = nil, restrictionClass: Int64? = nil, force: Bool = false,
        _ report: inout ChangeReport
    ) throws(AdministrationError) -> Int64 {
        try key.expectNewName(force: force)
        _ = try domain(key.domain)
        try run(
            AddressStatements.insert,
            [.text(key.localpart), .text(key.domain), .optional(transport), .optional(restrictionClass)])
        report.changes.append(Change(.add, "Address \(key)"))
        return connection.lastInsertedRow
    }

    /// Enables or disables an address.
    public func setAddress(_ key: AddressKey, active: Bool) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let address = try address(key)
        try set(address.switchable, active: active, &report)
        return report
    }

    /// Removes an address; `cascade` also removes its mailbox, its aliases, and the mappings of other aliases to it.
    public func removeAddress(_ key: AddressKey, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let address = try address(key)
        var removal = Removal(of: "address \(address.name)")
        try remove(AddressName(address), &removal)
        removal.own.append(Change(.remove, "Address \(address.name)"))
        return try removal.report(cascade: cascade)
    }

    /// Deletes a row of Address after the rows that refer to it, and adds those to `removal`.
    func remove(_ address: AddressName, _ removal: inout Removal) throws(AdministrationError) {
        try removeMailbox(of: address, &removal) { removal, change in removal.referrers.append(change) }
        for mapping in try mappings(.any(address.number)) {
            try remove(mapping, leading: address, &removal)
        }
        for alias in try localAliases(of: address.number) {
            try run(AddressStatements.deleteAlias, [.integer(alias.rowid)])
            removal.referrers.append(Change(.remove, alias.switchable.description))
        }
        try run(AddressStatements.delete, [.integer(address.number)])
    }

    /// Deletes one mapping of `address`, with a note if another alias is left without a target.
    private func remove(
        _ mapping: AliasRow, leading address: AddressName, _ removal: inout Removal
    ) throws(AdministrationError) {
        try run(AddressStatements.deleteVAlias, [.integer(mapping.rowid)])
        removal.referrers.append(Change(.remove, mapping.switchable.description))
        guard mapping.vaNum != address.number, try mappings(.from(mapping.vaNum)).isEmpty else { return }
        removal.notes.append("\(mapping.alias): has no target left")
    }

    /// Deletes the mailbox of `address`, if there is one; `account` adds it to the part of the removal that it belongs to.
    func removeMailbox(
        of address: AddressName, _ removal: inout Removal, account: (inout Removal, Change) -> Void
    ) throws(AdministrationError) {
        guard try run(AddressStatements.deleteMailbox, [.integer(address.number)]) > 0 else { return }
        account(&removal, Change(.remove, "VMailbox \(address.name)"))
        let parts = address.name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return }
        removal.notes.append(
            "\(folder(of: String(parts[1])))/\(parts[0])/ is left as it is: its mail is yours to keep or to delete")
    }
}

extension AddressName {
    init(_ address: AddressRow) {
        number = address.addNum
        name = address.name
    }
}
