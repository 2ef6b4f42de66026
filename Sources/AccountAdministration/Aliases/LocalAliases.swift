import TerminalText

extension MailDatabase {
    /// The local aliases of the address `number`, or all.
    package func localAliases(of number: Int64?) throws(AdministrationError) -> [LocalAliasRow] {
        try rows(AliasStatements.listLocal, [.optional(number)]) { LocalAliasRow($0) }
    }

    /// Adds a target to a local alias, and the alias and its address if they do not exist.
    package func addLocalAlias(_ key: AddressKey, target: String, ifMissing: Bool) throws(AdministrationError)
        -> ChangeReport
    {
        let domain = try domain(key.domain, isNeeded: true)
        guard domain.kind == .local, !key.localpart.isEmpty else {
            throw .data("local alias \(key): local(8) knows names of local domains only; use \"vmailadm alias add\"")
        }
        guard !target.isEmpty, target.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw .data("target \"\(printable(target.utf8))\": must be one line, as in aliases(5)")
        }
        var report = ChangeReport()
        let number = try findOrInsert(key, &report).addNum
        guard try !localAliases(of: number).contains(where: { $0.aliasTarget == target }) else {
            guard ifMissing else { throw .no("local alias \(key): leads to \(target) already") }
            return report
        }
        try run(AliasStatements.insertLocal, [.integer(number), .text(target)])
        report.record(.add, "Alias \(key) to \(target)")
        if let myhostname = settings.myhostname, key.domain != myhostname {
            report.note("the HOWTO's alias_maps asks for names of myhostname, \(myhostname), only")
        }
        return report
    }

    /// Removes a local alias, or one of its targets. Its address stays: it may be a user's.
    package func removeLocalAlias(_ key: AddressKey, target: String?) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        for alias in try localAliases(key, target: target) {
            try run(AddressStatements.deleteAlias, [.integer(alias.rowid)])
            report.record(.remove, alias.switchable.description)
        }
        report.note("Address \(key): stays; \"vmailadm address remove \(key)\" removes it")
        return report
    }

    /// The rows of a local alias, or its row to `target`.
    package func localAliases(
        _ key: AddressKey, target: String? = nil
    ) throws(AdministrationError) -> [LocalAliasRow] {
        let all = try localAliases(of: address(key).addNum)
        guard !all.isEmpty else { throw .no("local alias \(key): has no target") }
        let found = all.filter { target == nil || $0.aliasTarget == target }
        guard !found.isEmpty else { throw .no("local alias \(key): does not lead to \(target ?? "")") }
        return found
    }
}
