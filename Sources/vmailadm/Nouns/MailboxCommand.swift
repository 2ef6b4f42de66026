import AccountAdministration
import ArgumentParser

struct MailboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox",
        abstract: "Virtual mailboxes: addresses whose mail is stored here and whose users can log in.",
        subcommands: [
            Read<Mailboxes>.self, Read<Mailbox>.self, MailboxAdd.self, MailboxPasswd.self, Enable<Mailbox>.self,
            Disable<Mailbox>.self, Remove<Mailbox>.self,
        ])
}

struct Mailboxes: Readable {
    static let reading = CommandConfiguration(
        commandName: "list", abstract: "List every mailbox, or those of a domain.")

    @Argument(help: "The domain.") var domain: String?

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [MailboxRow] {
        try database.mailboxes(of: domain)
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

extension MailboxRow: TableRow {
    static let headings = ["mailbox", "active", "address active", "domain active", "uid", "scheme"]
    var number: Int64? { vmNum }

    var cells: [String] {
        [mailbox, active.word, addressActive.word, domainActive.word, domClass.cell, scheme.cell]
    }
}
