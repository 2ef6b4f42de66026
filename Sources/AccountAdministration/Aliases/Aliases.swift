import SQLiteAccountStore
import TerminalText

extension MailDatabase {
    /// Calls `body` with every alias, with those of a domain, or with those that lead to `target`.
    package func forEachAlias(
        of domain: String?, to target: String?, _ body: (AliasRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let name = try storedName(ofDomain: domain)
        let number = try target.map { text throws(AdministrationError) in
            try address(AddressKey(text, settings)).addNum
        }
        try forEach(AliasStatements.list, [.optional(name), .optional(number)], { AliasRow($0) }, body)
    }

    func mappings(from number: Int64) throws(AdministrationError) -> [AliasRow] {
        try rows(AliasStatements.touching, [.integer(number), .null]) { AliasRow($0) }
    }

    /// The mappings of the address `number` and those to it.
    func mappings(touching number: Int64) throws(AdministrationError) -> [AliasRow] {
        try rows(AliasStatements.touching, [.integer(number), .integer(number)]) { AliasRow($0) }
    }

    /// Adds targets to an alias, and the alias and its address if they do not exist.
    package func addAlias(
        _ text: String, targets: [String], createTargets: Bool, ifMissing: Bool, force: Bool = false
    ) throws(AdministrationError) -> ChangeReport {
        let key = try AddressKey(text, settings)
        guard !key.localpart.isEmpty else {
            throw .data("alias \(key): is a catchall; \"vmailadm catchall add\" explains the risk")
        }
        guard try findDomain(key.domain)?.kind != .foreign else {
            throw .data("alias \(key): \(key.domain) is foreign: its addresses are targets of aliases, and have none")
        }
        var report = ChangeReport()
        let alias = try findOrInsert(key, force: force, &report)
        for target in try self.targets(targets, create: createTargets, mayCreate: true, force: force, &report) {
            if try mappings(from: alias.addNum).contains(where: { $0.vaTargetNum == target.addNum }) {
                guard ifMissing else { throw .no("alias \(key): leads to \(target.name) already") }
            } else {
                try map(alias, to: target, &report)
            }
        }
        let leadsToItself = try mappings(from: alias.addNum).contains { $0.vaTargetNum == alias.addNum }
        if alias.isMailbox, !leadsToItself {
            report.note("\(key): is also a mailbox, which gets no more mail unless \(key) is one of the targets")
        }
        return report
    }

    func map(_ alias: AddressRow, to target: AddressRow, _ report: inout ChangeReport) throws(AdministrationError) {
        guard !target.addLocalpart.isEmpty else {
            throw .data(
                "alias \(alias.name): target \(target.name) is a catchall, and no mail can be sent to it; name an address"
            )
        }
        try expectNoLoop(from: alias.addNum, to: target.addNum)
        try run(AliasStatements.insert, [.integer(alias.addNum), .integer(target.addNum)])
        report.record(.add, "VAlias \(alias.name) to \(target.name)")
    }

    /// The addresses called `texts`. Adds the missing ones if `create` is true; otherwise the error names all of them.
    ///
    /// `mayCreate` is true if the command has the option --create-targets.
    func targets(
        _ texts: [String], create: Bool, mayCreate: Bool = false, force: Bool = false, _ report: inout ChangeReport
    ) throws(AdministrationError) -> [AddressRow] {
        var found: [AddressRow] = []
        var missing: [AddressKey] = []
        for text in texts {
            let key = try AddressKey(text, settings)
            if let address = try findAddress(key) {
                found.append(address)
            } else if create {
                try addForeignDomain(of: key, &report)
                found.append(try insert(key, force: force, &report))
            } else {
                missing.append(key)
            }
        }
        guard !missing.isEmpty else { return found }
        var advice = "\"vmailadm address add\" adds it" + (mayCreate ? ", and so does --create-targets here" : "")
        for key in missing where try findDomain(key.domain) == nil {
            let domain = "\"vmailadm domain add \(oneLine(key.domain)) --foreign\""
            advice =
                mayCreate
                ? "--create-targets adds it, and its domain as \(domain) does"
                : "\(domain) adds its domain, and \"vmailadm address add\" the address"
            break
        }
        let names = missing.map { oneLine($0.description) }.joined(separator: ", ")
        throw .no("target \(names): does not exist; \(advice)")
    }

    /// Adds the domain of a target if it is missing. It is foreign, so its mail still leaves this server.
    private func addForeignDomain(of key: AddressKey, _ report: inout ChangeReport) throws(AdministrationError) {
        guard try findDomain(key.domain) == nil else { return }
        report.append(try addDomain(key.domain, .foreign))
        report.note("\(key.domain): is added as a foreign domain, not ours: its mail leaves this server")
    }

    /// Removes an alias with its address, or only the mappings to `targets`.
    ///
    /// The address stays if it is a mailbox or a local alias too. Other aliases that lead to it are an error, or are removed with
    /// `cascade`.
    package func removeAlias(
        _ key: AddressKey, targets: [String], cascade: Bool
    ) throws(AdministrationError) -> ChangeReport {
        let address = try address(key)
        var removal = Removal(of: "alias \(address.name)")
        for mapping in try mappings(of: key, targets: targets) {
            try run(AddressStatements.deleteVAlias, [.integer(mapping.rowid)])
            removal.own.record(.remove, mapping.switchable.description)
        }
        let hasLocalAliases = try !localAliases(of: address.addNum).isEmpty
        if !targets.isEmpty {
            if try mappings(from: address.addNum).isEmpty { removal.own.note("\(address.name): has no target left") }
        } else if address.isMailbox || hasLocalAliases {
            removal.own.note("Address \(address.name): stays, since it is also a mailbox or a local alias")
        } else {
            try remove(address, &removal)
            removal.own.record(.remove, "Address \(address.name)")
        }
        return try removal.report(cascade: cascade)
    }

    /// The mappings of an alias, or those to `targets`; with `asTarget`, also the mappings of other aliases to it.
    package func mappings(
        of key: AddressKey, targets: [String] = [], asTarget: Bool = false
    ) throws(AdministrationError) -> [AliasRow] {
        let number = try address(key).addNum
        var found = asTarget ? try mappings(touching: number) : try mappings(from: number)
        if !targets.isEmpty {
            var report = ChangeReport()
            let wanted = try self.targets(targets, create: false, &report)
            for target in wanted where !found.contains(where: { $0.vaTargetNum == target.addNum }) {
                throw .no("alias \(key): does not lead to \(target.name)")
            }
            found = found.filter { mapping in wanted.contains { $0.addNum == mapping.vaTargetNum } }
        }
        guard !found.isEmpty else { throw .no("alias \(key): has no target") }
        return found
    }
}
