import AccountAdministration
import ArgumentParser

/// `vmailadm login`
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Block the logins of an account or a domain; mail is still delivered.",
        discussion: """
            For mailboxes, and for the system's own accounts: a name without a domain is of myhostname, and must be in Address.
            """,
        subcommands: [List.self, Enable.self, Disable.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the accounts and domains whose logins are blocked.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.blockedLogins() }
            try Console.print(rows, asJSON: options.json, headings: ["account", "domain", "address", "mailbox"]) {
                row in
                [row.account, row.domain.word, row.address?.word ?? "-", row.mailbox?.word ?? "-"]
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Allow logins that are blocked.")
        @OptionGroup var subject: LoginSubject
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try subject.account.map { text throws(AdministrationError) in try global.key(text) }
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                if let key { return try database.enableLogin(key) }
                return try database.enableLogins(ofDomain: subject.domain ?? "")
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Block logins. Mail is still delivered.")
        @OptionGroup var subject: LoginSubject
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try subject.account.map { text throws(AdministrationError) in try global.key(text) }
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                if let key { return try database.disableLogin(key) }
                return try database.disableLogins(ofDomain: subject.domain ?? "")
            }
        }
    }
}
