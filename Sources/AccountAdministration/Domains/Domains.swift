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
            "domain \(printable(canonical.utf8)): is not there; \"vmailadm domain add \(printable(canonical.utf8)) ...\" adds it"
        )
    }

    func findDomain(_ name: String) throws(AdministrationError) -> DomainRow? {
        try row(DomainStatements.select, [.text(name)]) { DomainRow($0) }
    }

    /// Switches the mail of a domain on or off, and if `withLogins` its mailboxes: without that its users may log in all the same.
    public func setDomain(_ name: String, active: Bool, withLogins: Bool) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let domain = try domain(name)
        if active { try enable(domain.asSwitch, &report) } else { try disable(domain.asSwitch, &report) }
        let mailboxes = try rows(DomainStatements.mailboxes, [.integer(domain.domNum)]) { row in
            Switch(table: .VMailbox, rowid: row.integer(0) ?? 0, name: AddressName(row).name, active: row.active(3))
        }
        let on = mailboxes.count { $0.active != .integer(0) && $0.active != .integer(-1) }
        if withLogins {
            // A −1 is a log-in that is off already, for a reason of its own, which a 0 would forget.
            for mailbox in mailboxes where mailbox.active != .integer(-1) && (mailbox.active == .integer(0)) == active {
                try set(mailbox, to: active ? 1 : 0, &report)
            }
        } else if active, mailboxes.count > on {
            report.notes.append(
                "\(mailboxes.count - on) of its \(mailboxes.count) mailboxes are not enabled; --with-logins enables those that are disabled"
            )
        } else if !active, on > 0 {
            let mailboxes = on == 1 ? "mailbox" : "\(on) mailboxes"
            report.notes.append("its \(mailboxes) can still log in; --with-logins prevents that")
        }
        return report
    }
}
