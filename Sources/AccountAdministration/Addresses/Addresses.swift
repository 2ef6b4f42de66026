import TerminalText

extension MailDatabase {
    /// Calls `body` with every address, or with those of a domain.
    package func forEachAddress(
        of domain: String?, _ body: (AddressRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let name = try storedName(ofDomain: domain)
        try forEach(AddressStatements.list, [.optional(name), .null], { AddressRow($0) }, body)
    }

    package func addresses(of domain: String?) throws(AdministrationError) -> [AddressRow] {
        let name = try storedName(ofDomain: domain)
        return try rows(AddressStatements.list, [.optional(name), .null]) { AddressRow($0) }
    }

    package func address(_ key: AddressKey) throws(AdministrationError) -> AddressRow {
        if let found = try findAddress(key) { return found }
        throw .no("address \(printable(key.description.utf8)): does not exist\(key.reading)")
    }

    func findAddress(_ key: AddressKey) throws(AdministrationError) -> AddressRow? {
        let found = try row(AddressStatements.find, [.text(key.localpart), .text(key.domain)]) { AddressRow($0) }
        if let found { return found }
        guard let typed = key.typed else { return nil }
        return try row(AddressStatements.list, [.null, .text(typed)]) { AddressRow($0) }
    }

    func findOrInsert(
        _ key: AddressKey, force: Bool = false, _ report: inout ChangeReport
    ) throws(AdministrationError) -> AddressRow {
        if let found = try findAddress(key) { return found }
        return try insert(key, force: force, &report)
    }

    package func addAddress(
        _ text: String, transport: String?, restrictionClass number: Int64?, ifMissing: Bool, force: Bool = false
    ) throws(AdministrationError) -> ChangeReport {
        let key = try AddressKey(text, settings)
        guard !key.localpart.isEmpty else {
            throw .data("address \(key): is a catchall; \"vmailadm catchall add\" explains the risk")
        }
        let transport = try transport.map { text throws(AdministrationError) in
            try self.transport(text, isNeeded: true).tpNum
        }
        if let number { _ = try restrictionClass(number, isNeeded: true) }
        var report = ChangeReport()
        if try findAddress(key) != nil {
            guard ifMissing else { throw .no("address \(key): exists already") }
            return report
        }
        try insert(key, transport: transport, restrictionClass: number, force: force, &report)
        return report
    }

    /// Adds an address to an existing domain. Throws if its name breaks a rule.
    @discardableResult
    func insert(
        _ key: AddressKey, transport: Int64? = nil, restrictionClass: Int64? = nil, force: Bool = false,
        _ report: inout ChangeReport
    ) throws(AdministrationError) -> AddressRow {
        try key.expectNewName(force: force)
        _ = try domain(key.domain, isNeeded: true)
        try run(
            AddressStatements.insert,
            [.text(key.localpart), .text(key.domain), .optional(transport), .optional(restrictionClass)])
        report.record(.add, "Address \(key)")
        return try address(key)
    }

    /// Removes an address; `cascade` also removes its mailbox, its aliases, and the mappings of other aliases to it.
    package func removeAddress(_ key: AddressKey, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let address = try address(key)
        var removal = Removal(of: "address \(address.name)")
        try remove(address, &removal)
        removal.own.record(.remove, "Address \(address.name)")
        return try removal.report(cascade: cascade)
    }

    /// Deletes a row of Address after the rows that refer to it, and adds those to `removal`.
    func remove(_ address: AddressRow, _ removal: inout Removal) throws(AdministrationError) {
        if try deleteMailbox(of: address, &removal) { removal.referrers.record(.remove, "VMailbox \(address.name)") }
        for mapping in try mappings(touching: address.addNum) {
            try run(AddressStatements.deleteVAlias, [.integer(mapping.rowid)])
            removal.referrers.record(.remove, mapping.switchable.description)
            if mapping.vaNum != address.addNum, try mappings(from: mapping.vaNum).isEmpty {
                removal.own.note("\(mapping.alias): has no target left")
            }
        }
        for alias in try localAliases(of: address.addNum) {
            try run(AddressStatements.deleteAlias, [.integer(alias.rowid)])
            removal.referrers.record(.remove, alias.switchable.description)
        }
        try removeSenders(of: address, &removal)
        try run(AddressStatements.delete, [.integer(address.addNum)])
    }

    /// Deletes the mailbox of `address`; false if there is none.
    func deleteMailbox(of address: AddressRow, _ removal: inout Removal) throws(AdministrationError) -> Bool {
        guard try run(AddressStatements.deleteMailbox, [.integer(address.addNum)]) > 0 else { return false }
        if !address.addLocalpart.isEmpty {
            removal.own.note("\(folder(of: address.domName))/\(address.addLocalpart)/ is left as it is, with its mail")
        }
        return true
    }
}
