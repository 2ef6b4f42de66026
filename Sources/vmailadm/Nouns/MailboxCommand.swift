import AccountAdministration
import ArgumentParser
import Authentication
import PasswordSchemes
import SecretBytes

/// `vmailadm mailbox`
struct MailboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox", abstract: "Virtual mailboxes: addresses whose mail is kept here, and who can log in.",
        subcommands: [List.self, Show.self, Add.self, Passwd.self, Enable.self, Disable.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every mailbox, or those of a domain.")
        @Argument(help: "The domain.") var domain: String?
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.mailboxes(of: domain) }
            try Console.print(
                rows, asJSON: options.json, headings: ["mailbox", "active", "address", "domain", "uid", "scheme"]
            ) { row in
                [
                    row.mailbox, row.active.word, row.addressActive.word, row.domainActive.word, row.domClass.cell,
                    row.scheme.cell,
                ]
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one mailbox.", discussion: "\"vmailadm explain\" tells what comes of it.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            let row = try global.read { (database) throws(AdministrationError) in try database.mailbox(key) }
            try Console.print(
                row, asJSON: options.json,
                lines: [
                    ("mailbox", row.mailbox), ("number", "\(row.vmNum)"), ("active", row.active.word),
                    ("address active", row.addressActive.word), ("domain active", row.domainActive.word),
                    ("uid", row.domClass.cell), ("scheme", row.scheme.cell),
                ])
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a mailbox get mail and be logged in to again.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setMailbox(key, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a mailbox neither get mail nor be logged in to.",
            discussion: "\"vmailadm login disable\" keeps the mail coming.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setMailbox(key, active: false)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a mailbox and its address.", discussion: "The mail that it has got is left where it is.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeMailbox(key, cascade: options.cascade)
            }
        }
    }
}
