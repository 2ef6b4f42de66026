/// An account or a domain with blocked logins (−1). Its mail is still delivered.
package struct BlockedLogin: Equatable, Sendable, Encodable {
    /// The account, a local one at `myhostname`; or the domain's name.
    package let account: String
    package let domain: ActiveColumn
    /// `Address.active`; nil for a domain.
    @OrNull package internal(set) var address: ActiveColumn?
    /// `VMailbox.active`; nil for a domain, and for an account that has no mailbox here.
    @OrNull package internal(set) var mailbox: ActiveColumn?

    private enum CodingKeys: String, CodingKey {
        case account, domain = "Domain.active", address = "Address.active", mailbox = "VMailbox.active"
    }
}

extension MailDatabase {
    /// Every domain with blocked logins, then every account that its own row blocks.
    package func blockedLogins() throws(AdministrationError) -> [BlockedLogin] {
        let domains = try rows(LoginStatements.blockedDomains) { row in
            BlockedLogin(
                account: row.name(0), domain: row.active(1, of: .Domain), address: nil, mailbox: nil)
        }
        return try domains
            + rows(LoginStatements.blockedAccounts) { row in
                BlockedLogin(
                    account: row.address(1), domain: row.active(3, of: .Domain),
                    address: row.active(4, of: .Address), mailbox: row.isNull(5) ? nil : row.active(6, of: .VMailbox))
            }
    }

    /// Blocks the logins of an account, a mailbox's or a local one's: `Address.active` = −1.
    package func disableLogin(_ key: AddressKey) throws(AdministrationError) -> ChangeReport {
        guard let address = try findAddress(key) else {
            throw .no(
                "account \(key): has no Address row to block; \"vmailadm address add \(key)\" adds one\(key.reading)")
        }
        let user = userName(key)
        return try blockLogins(of: address.switchable, enable: "address enable \(key)", user: user, flush: " \(user)")
    }

    /// Blocks the logins of a whole domain: `Domain.active` = −1.
    package func disableLogins(ofDomain name: String) throws(AdministrationError) -> ChangeReport {
        let domain = try domain(name)
        return try blockLogins(
            of: domain.switchable, enable: "domain enable \(domain.domName)", user: "'*@\(domain.domName)'", flush: "")
    }

    /// Sets −1. `enable` is the command that enables the row, `user` Dovecot's mask for the accounts.
    private func blockLogins(
        of row: SwitchableRow, enable: String, user: String, flush: String
    ) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        switch row.active.effect {
        case .loginBlocked: report.note("\(row.name): its logins are blocked already")
        case .off:
            throw .no(
                "\(row.description): is disabled, and -1 would let its mail in again; run \"vmailadm \(enable)\" first")
        case .on, .invalid: try set(row, to: -1, &report)
        }
        report.note(
            "open sessions stay open until \"doveadm kick \(user)\"; with auth_cache, also run \"doveadm auth cache flush\(flush)\""
        )
        return report
    }

    /// Allows the logins of an account again: undoes −1 in its own rows, and nothing else.
    package func enableLogin(_ key: AddressKey) throws(AdministrationError) -> ChangeReport {
        let address = try address(key)
        let mailbox = address.isMailbox ? try mailbox(key) : nil
        var report = try allowLogins(
            of: [address.switchable, mailbox?.switchable].compactMap(\.self), name: key.description)
        let domain = try domain(key.domain).switchable
        if domain.active.effect == .loginBlocked {
            report.note("\(key): the logins of its whole domain are blocked; \(domain.loginEnable) allows them")
        }
        return report
    }

    /// Allows the logins of a whole domain again; accounts that are blocked by a row of their own stay blocked.
    package func enableLogins(ofDomain name: String) throws(AdministrationError) -> ChangeReport {
        let domain = try domain(name)
        return try allowLogins(of: [domain.switchable], name: domain.domName)
    }

    private func allowLogins(of rows: [SwitchableRow], name: String) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        for row in rows {
            switch row.active.effect {
            case .loginBlocked: try set(row, to: 1, &report)
            case .on: break
            case .off, .invalid: report.note("\(row.description): stays as it is (\(row.active.meaning))")
            }
        }
        if report.changes.isEmpty { report.note("\(name): its logins were not blocked") }
        return report
    }

    /// The name that Dovecot knows the account by: a local one has no domain.
    private func userName(_ key: AddressKey) -> String {
        key.domain == settings.myhostname ? key.localpart : key.description
    }
}
