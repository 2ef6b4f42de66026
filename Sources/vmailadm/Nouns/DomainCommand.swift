import AccountAdministration
import ArgumentParser

/// `vmailadm domain`
struct DomainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain", abstract: "The domains whose mail this server takes.",
        subcommands: [List.self, Show.self, DomainAdd.self, Enable.self, Disable.self, Restrict.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every domain.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.domains() }
            try Console.print(
                rows, asJSON: options.json,
                headings: ["domain", "class", "active", "transport", "restriction", "user", "addresses", "mailboxes"]
            ) { row in
                [
                    row.domName, row.kind?.word ?? "invalid", row.active.word, row.domTpNum.cell, row.domRcNum.cell,
                    row.domSysUser.cell, "\(row.addresses)", "\(row.mailboxes)",
                ]
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one domain.")
        @Argument(help: "The domain.") var name: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let row = try global.read { (database) throws(AdministrationError) in try database.domain(name) }
            try Console.print(
                row, asJSON: options.json,
                lines: [
                    ("domain", row.domName), ("number", "\(row.domNum)"), ("class", row.kind?.word ?? "invalid"),
                    ("active", row.active.word), ("transport", row.domTpNum.cell),
                    ("restriction class", row.domRcNum.cell), ("system user", row.domSysUser.cell),
                    ("addresses", "\(row.addresses)"), ("mailboxes", "\(row.mailboxes)"),
                ])
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a domain get new mail again.")
        @Argument(help: "The domain.") var name: String
        @Flag(help: "Also enable its disabled mailboxes, all of them.") var withLogins = false
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setDomain(name, active: true, withLogins: withLogins)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a domain get no new mail.",
            discussion: "Its users can log in all the same, unless --with-logins.")
        @Argument(help: "The domain.") var name: String
        @Flag(help: "Also disable its mailboxes, so that nobody in it can log in.") var withLogins = false
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setDomain(name, active: false, withLogins: withLogins)
            }
        }
    }

    struct Restrict: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put a domain into a restriction class.")
        @Argument(help: "The domain.") var name: String
        @Argument(help: ArgumentHelp("The number of the class, or none.", valueName: "class")) var restriction:
            RestrictionChoice
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.restrictDomain(name, to: restriction.number)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a domain.", discussion: "Mail that its mailboxes have got is left where it is.")
        @Argument(help: "The domain.") var name: String
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeDomain(name, cascade: options.cascade)
            }
        }
    }
}
