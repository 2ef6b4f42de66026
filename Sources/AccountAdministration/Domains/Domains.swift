import AccountStore
import Authentication
import SQLiteAccountStore
import TerminalText

extension MailDatabase {
    /// Every domain.
    public func domains() throws(AdministrationError) -> [DomainRow] {
        try rows(DomainStatements.select, [.null]) { DomainRow($0) }
    }

    /// The domain called `name`.
    public func domain(_ name: String) throws(AdministrationError) -> DomainRow {
        let canonical = try domainName(name)
        if let found = try findDomain(canonical) { return found }
        // A row in upper case matches no mail, but can be named to be mended.
        if let found = try findDomain(name) { return found }
        throw AdministrationError(
            .no,
            "domain \(printable(canonical.utf8)): does not exist; \"vmailadm domain add\" adds it, with --foreign if it is not yours"
        )
    }

    /// The name of the domain as it is stored; nil for none.
    func storedName(ofDomain name: String?) throws(AdministrationError) -> String? {
        guard let name else { return nil }
        return try domain(name).domName
    }

    func findDomain(_ name: String) throws(AdministrationError) -> DomainRow? {
        try row(DomainStatements.select, [.text(name)]) { DomainRow($0) }
    }

    /// Enables or disables the mail of a domain. Its users can still log in, unless `withLogins` disables its mailboxes too.
    public func setDomain(_ name: String, active: Bool, withLogins: Bool) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let domain = try domain(name).switchable
        guard active || withLogins || domain.active.effect != .loginBlocked else {
            throw AdministrationError(
                .no,
                "\(domain.description): its logins are blocked (-1), and 0 would allow them; add --with-logins, or first run \(domain.loginEnable)"
            )
        }
        try set(domain, active: active, &report)
        let mailboxes = try rows(DomainStatements.mailboxes, [.integer(domain.rowid)]) { row in
            DomainMailbox(row, isDomainOn: active)
        }
        let disabled = mailboxes.count { $0.row.active.effect == .off }
        let able = mailboxes.count(where: \.canLogIn)
        if withLogins {
            // A −1 blocks logins for a reason of its own, which a 0 would forget.
            for mailbox in mailboxes.map(\.row)
            where mailbox.active.effect != .loginBlocked && (mailbox.active.effect == .off) == active {
                try set(mailbox, to: active ? 1 : 0, &report)
            }
        } else if active, disabled > 0 {
            report.notes.append(
                "mailboxes that are disabled: \(disabled) of \(mailboxes.count); --with-logins enables them")
        } else if !active, able > 0 {
            report.notes.append(
                "mailboxes that can still log in: \(able) of \(mailboxes.count); --with-logins prevents that")
        }
        return report
    }
}

/// A mailbox of a domain that is being enabled or disabled.
private struct DomainMailbox {
    let row: SwitchableRow
    /// Whether its user can log in after the domain has changed.
    let canLogIn: Bool

    /// Takes a row of ``DomainStatements/mailboxes``.
    init(_ statement: borrowing Statement, isDomainOn: Bool) {
        let active = statement.active(3, of: .VMailbox)
        row = SwitchableRow(rowid: statement.integer(0) ?? 0, name: AddressName(statement).name, active: active)
        let states = Policy.states(
            domain: .integer(isDomainOn ? 1 : 0), address: statement.active(4), mailbox: active.value)
        canLogIn = Policy.permissions(in: states).login == .allowed
    }
}
