import AccountAdministration
import ArgumentParser

struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Block the logins of an account or a domain, or allow them again. Mail is still delivered.",
        discussion: """
            For mailboxes and for the system's own accounts. A name without a domain is in myhostname; it must exist in Address.
            """,
        subcommands: [Read<BlockedLogins>.self, Enable<Logins>.self, Disable<Logins>.self])
}

struct BlockedLogins: Readable {
    static let reading = CommandConfiguration(
        commandName: "list", abstract: "List the accounts and domains whose logins are blocked.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [BlockedLogin] {
        try database.blockedLogins()
    }
}

struct Logins: Switchable {
    static let enabling = CommandConfiguration(abstract: "Allow logins that are blocked.")
    static let disabling = CommandConfiguration(abstract: "Block logins. Mail is still delivered.")

    @Argument(help: "The account.") var account: String?
    @Option(help: ArgumentHelp("All accounts of this domain instead.", valueName: "name")) var domain: String?

    func validate() throws {
        guard (account == nil) != (domain == nil) else {
            throw ValidationError("name one account, or a domain with --domain")
        }
    }

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        if let account {
            let key = try AddressKey(account, database.settings)
            return active ? try database.enableLogin(key) : try database.disableLogin(key)
        }
        let name = domain ?? ""
        return active ? try database.enableLogins(ofDomain: name) : try database.disableLogins(ofDomain: name)
    }
}

extension BlockedLogin: TableRow {
    static let headings = ["account", "domain", "address", "mailbox"]
    var cells: [String] { [account, domain.word, address?.word ?? "-", mailbox?.word ?? "-"] }
}
