import Authentication
import TerminalText

extension MailDatabase {
    package func domains() throws(AdministrationError) -> [DomainRow] {
        try rows(DomainStatements.select, [.null]) { DomainRow($0) }
    }

    /// The domain `name`. With `isNeeded`, the command adds a row that needs it, so the error says how to add it.
    package func domain(_ name: String, isNeeded: Bool = false) throws(AdministrationError) -> DomainRow {
        let canonical = try domainName(name)
        if let found = try findDomain(canonical) { return found }
        // A name in upper case matches no mail, but the administrator must be able to correct it.
        if let found = try findDomain(name) { return found }
        let advice = isNeeded ? "; \"vmailadm domain add\" adds it, with --foreign if it is not yours" : ""
        throw .no("domain \(printable(canonical.utf8)): does not exist\(advice)")
    }

    func storedName(ofDomain name: String?) throws(AdministrationError) -> String? {
        guard let name else { return nil }
        return try domain(name).domName
    }

    func findDomain(_ name: String) throws(AdministrationError) -> DomainRow? {
        try row(DomainStatements.select, [.text(name)]) { DomainRow($0) }
    }

    /// Enables or disables the mail of a domain. Its users can still log in, unless `withLogins` disables its mailboxes too.
    package func setDomain(_ name: String, active: Bool, withLogins: Bool) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let domain = try domain(name).switchable
        guard active || withLogins || domain.active.effect != .loginBlocked else {
            throw .no(
                "\(domain.description): its logins are blocked (-1), and 0 would allow them; add --with-logins, or first run \(domain.loginEnable)"
            )
        }
        try set(domain, active: active, &report)
        let mailboxes = try rows(DomainStatements.mailboxes, domain.key) { row in
            let mailbox = SwitchableRow(
                rowid: row.number(0), name: row.address(1), active: row.active(3, of: .VMailbox))
            let states = Policy.states(
                domain: .integer(active ? 1 : 0), address: row.active(4), mailbox: mailbox.active.value)
            return (row: mailbox, canLogIn: Policy.permissions(in: states).login == .allowed)
        }
        let disabled = mailboxes.count { $0.row.active.effect == .off }
        let able = mailboxes.count(where: \.canLogIn)
        if withLogins {
            // A −1 blocks one account for a reason of its own. Writing 0 or 1 would lose it.
            for mailbox in mailboxes.map(\.row)
            where mailbox.active.effect != .loginBlocked && (mailbox.active.effect == .off) == active {
                try set(mailbox, to: active ? 1 : 0, &report)
            }
        } else if active, disabled > 0 {
            report.note("mailboxes that are disabled: \(disabled) of \(mailboxes.count); --with-logins enables them")
        } else if !active, able > 0 {
            report.note("mailboxes that can still log in: \(able) of \(mailboxes.count); --with-logins prevents that")
        }
        return report
    }
}
