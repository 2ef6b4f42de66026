import AccountAdministration
import ArgumentParser

/// `vmailadm login`
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Block an account's logins, or allow them again. Its mail is still delivered.",
        discussion: """
            For mailboxes and for the system's own accounts. A name without a domain is in myhostname; it must exist in Address.
            """,
        subcommands: [Read<BlockedLogins>.self, Enable<Login>.self, Disable<Login>.self])
}

/// Every account whose logins are blocked.
struct BlockedLogins: Readable {
    static let reading = CommandConfiguration(
        commandName: "list", abstract: "List the accounts whose logins are blocked.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [DisabledLogin] {
        try database.disabledLogins()
    }
}

/// The logins of one account.
struct Login: Switchable {
    static let enabling = CommandConfiguration(abstract: "Allow an account's logins again.")
    static let disabling = CommandConfiguration(
        abstract: "Block an account's logins. Its mail is still delivered.")

    @Argument(help: "The account.") var account: String

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        let key = try AddressKey(account, database.settings)
        return active ? try database.enableLogin(key) : try database.disableLogin(key)
    }
}

extension DisabledLogin: TableRow {
    static let headings = ["account", "address", "mailbox"]
    var cells: [String] { [account, address.word, mailbox?.word ?? "-"] }
}
