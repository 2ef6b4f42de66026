import AccountStore
import Authentication
import SQLiteAccountStore
import TerminalText

extension MailDatabase {
    /// Every local alias, or those of one name.
    public func localAliases(_ key: AddressKey?) throws(AdministrationError) -> [LocalAliasRow] {
        guard let key else { return try localAliases(of: nil) }
        let found = try localAliases(of: address(key).addNum)
        guard !found.isEmpty else { throw AdministrationError(.no, "local alias \(key): has no target") }
        return found
    }

    func localAliases(of number: Int64?) throws(AdministrationError) -> [LocalAliasRow] {
        try rows(AliasStatements.listLocal, [.optional(number)]) { LocalAliasRow($0) }
    }

    /// Adds a target to a local alias, and the alias and its address if they do not exist.
    public func addLocalAlias(_ key: AddressKey, target: String, ifMissing: Bool) throws(AdministrationError)
        -> ChangeReport
    {
        let domain = try domain(key.domain)
        guard domain.kind == .local, !key.localpart.isEmpty else {
            throw AdministrationError(
                .data, "local alias \(key): local(8) knows names of local domains only; use \"vmailadm alias add\"")
        }
        guard !target.isEmpty, target.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw AdministrationError(.data, "target \"\(printable(target.utf8))\": must be one line, as in aliases(5)")
        }
        var report = ChangeReport()
        let number = try findOrInsert(key, &report).addNum
        guard try !localAliases(of: number).contains(where: { $0.aliasTarget == target }) else {
            guard ifMissing else { throw AdministrationError(.no, "local alias \(key): leads to \(target) already") }
            return report
        }
        try run(AliasStatements.insertLocal, [.integer(number), .text(target)])
        report.changes.append(Change(.add, "Alias \(key) to \(target)"))
        if let myhostname = settings.myhostname, key.domain != myhostname {
            report.notes.append("the HOWTO's alias_maps asks for names of myhostname, \(myhostname), only")
        }
        return report
    }

    /// Enables or disables a local alias or one of its targets.
    public func setLocalAlias(_ key: AddressKey, target: String?, active: Bool) throws(AdministrationError)
        -> ChangeReport
    {
        try set(localAliases(key, target: target).map(\.switchable), active: active)
    }

    /// Removes a local alias, or one of its targets. Its address stays: it may be a user's.
    public func removeLocalAlias(_ key: AddressKey, target: String?) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        for alias in try localAliases(key, target: target) {
            try run(AddressStatements.deleteAlias, [.integer(alias.rowid)])
            report.changes.append(Change(.remove, alias.switchable.description))
        }
        report.notes.append("Address \(key): stays; \"vmailadm address remove \(key)\" removes it")
        return report
    }

    private func localAliases(_ key: AddressKey, target: String?) throws(AdministrationError) -> [LocalAliasRow] {
        let found = try localAliases(key).filter { target == nil || $0.aliasTarget == target }
        guard !found.isEmpty else {
            throw AdministrationError(.no, "local alias \(key): does not lead to \(target ?? "")")
        }
        return found
    }
}
