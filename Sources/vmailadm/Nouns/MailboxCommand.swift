import AccountAdministration
import ArgumentParser
import PasswordSchemes

struct MailboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox",
        abstract: "Virtual mailboxes: addresses whose mail is stored here and whose users can log in.",
        subcommands: [
            List<Mailboxes>.self, Read<Mailbox>.self, MailboxAdd.self, MailboxPasswd.self, MailboxRename.self,
            Enable<Mailbox>.self,
            Disable<Mailbox>.self, Remove<Mailbox>.self,
        ])
}

struct Mailboxes: Listable {
    static let listing = CommandConfiguration(
        commandName: "list", abstract: "List every mailbox, or those of a domain.")

    /// The value of `--scheme` for passwords that no login can match.
    private static let noScheme = "none"

    @OptionGroup var domain: ListedDomain
    @Option(
        help: ArgumentHelp(
            "Only those whose password has this scheme; none for those whose logins fail.", valueName: "scheme"),
        completion: .list([noScheme] + PasswordScheme.all.map(\.name)))
    var scheme: String?

    func validate() throws {
        guard let scheme, scheme != Self.noScheme, PasswordScheme(named: scheme) == nil else { return }
        throw ValidationError("there is no password scheme {\(scheme)}; \"vmailadm pw -l\" lists them")
    }

    func list(
        _ database: borrowing MailDatabase, _ body: (MailboxRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let wanted = scheme == Self.noScheme ? Self.noScheme : scheme.flatMap { PasswordScheme(named: $0)?.name }
        try database.forEachMailbox(of: domain.name) { (row) throws(AdministrationError) in
            if wanted == nil || wanted == row.scheme ?? Self.noScheme { try body(row) }
        }
    }
}

struct Mailbox: Readable, Switchable, Removable {
    static let reading = CommandConfiguration(
        commandName: "show", abstract: "Show one mailbox.",
        discussion: "\"vmailadm explain\" shows what follows for its mail and logins.")
    static let enabling = CommandConfiguration(abstract: "Open a mailbox again: accept its mail and its logins.")
    static let disabling = CommandConfiguration(
        abstract: "Close a mailbox: reject its mail and its logins.",
        discussion: "\"vmailadm login disable\" blocks its logins alone.")
    static let removing = CommandConfiguration(
        abstract: "Remove a mailbox and its address.", discussion: "Existing mail is not deleted.")

    @Argument(help: "The mailbox.") var mailbox: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> MailboxRow {
        try database.mailbox(AddressKey(mailbox, database.settings))
    }

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeMailbox(AddressKey(mailbox, database.settings), cascade: cascade)
    }
}

struct MailboxRename: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Rename a mailbox. Its password, its aliases and its grants stay.",
        discussion: "Its mail is not moved: a note says which folder to move.")

    @Argument(help: "The mailbox.") var old: String
    @Argument(help: "Its new name, also in another domain.") var new: String
    @OptionGroup var options: ChangeOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.renameMailbox(
            AddressKey(old, database.settings), to: AddressKey(new, database.settings), force: naming.force)
    }
}

extension MailboxRow: ListedRow {
    var isActive: Bool { [active, addressActive, domainActive].allSatisfy { $0.effect == .on } }

    static let headings = ["mailbox", "active", "address active", "domain active", "uid", "scheme"]
    var number: Int64? { vmNum }

    var cells: [String] {
        [mailbox, active.word, addressActive.word, domainActive.word, domClass.cell, scheme.cell]
    }
}
