import AccountAdministration
import ArgumentParser

/// `vmailadm login`
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Switch an account's log-in off, and on again; its mail goes on.",
        discussion: """
            For mailboxes, and for the system's own accounts: a name without a domain is of myhostname, and must be in Address.
            """,
        subcommands: [List.self, Enable.self, Disable.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts whose log-in is off.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.disabledLogins() }
            try Console.print(rows, asJSON: options.json, headings: ["account", "address", "mailbox"]) { row in
                [row.account, row.address.word, row.mailbox?.word ?? "-"]
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account log in again whose log-in is off.")
        @Argument(help: "The account.") var account: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(account)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.enableLogin(key)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an account not log in; it still gets its mail.")
        @Argument(help: "The account.") var account: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(account)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.disableLogin(key)
            }
        }
    }
}
