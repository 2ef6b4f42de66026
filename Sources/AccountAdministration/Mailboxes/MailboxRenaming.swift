import PasswordSchemes
import SQLiteAccountStore
import SecretBytes

extension MailDatabase {
    /// Renames a mailbox, also into another domain. Its password and whatever refers to its address stay: aliases to it and from it,
    /// grants of sender addresses.
    ///
    /// - Parameter force: Allow a new name that SMTP allows only in quotes.
    package func renameMailbox(
        _ old: AddressKey, to new: AddressKey, force: Bool
    ) throws(AdministrationError) -> ChangeReport {
        let mailbox = try mailbox(old)
        let address = try address(old)
        if let other = try findAddress(new) { throw .no("address \(other.name): exists already") }
        _ = try expectNewMailbox(new, ifMissing: false, force: force)
        let domain = try domain(new.domain)
        var report = ChangeReport()
        try run(
            AddressStatements.rename, [.integer(address.addNum), .text(new.localpart), .integer(domain.domNum)])
        report.record(.change, "Address \(address.name)", "to \(new)")
        try renameSender(address.name, to: new.description, &report)
        try addRenamingNotes(mailbox, address, to: new, domain, &report)
        report.notes += new.mailboxWarnings(settings)
        return report
    }

    /// What the administrator has to do besides.
    private func addRenamingNotes(
        _ mailbox: MailboxRow, _ address: AddressRow, to new: AddressKey, _ domain: DomainRow,
        _ report: inout ChangeReport
    ) throws(AdministrationError) {
        let oldFolder = "\(folder(of: address.domName))/\(address.addLocalpart)"
        let newFolder = "\(folder(of: new.domain))/\(new.localpart)"
        report.note("move its mail, while nobody is logged in: mv \(shellWord(oldFolder)) \(shellWord(newFolder))")
        if domain.domClass != address.domClass, let uid = domain.domClass {
            report.note("its mail has another owner now: chown -R \(uid) \(shellWord(newFolder))")
        }
        report.note("mail to \(address.name) is rejected now; \"vmailadm alias add \(address.name) \(new)\" keeps it")
        let warnings =
            mailbox.scheme.flatMap { PasswordScheme(named: $0) }?.warnings(for: SecretBytes(capacity: 0)) ?? []
        let isBound = warnings.contains { if case .boundToUser = $0 { true } else { false } }
        if isBound {
            report.note(
                "its hash contains the old name, so no login works; \"vmailadm mailbox passwd \(new)\" makes a new one")
        }
    }
}
