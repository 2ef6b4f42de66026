import AccountAdministration
import ArgumentParser

/// `vmailadm alias`
struct AliasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Virtual aliases: addresses whose mail goes to others.",
        subcommands: [List.self, Show.self, Add.self, Enable.self, Disable.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every alias, or those of a domain.")
        @Argument(help: "The domain.") var domain: String?
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.aliases(of: domain) }
            try AliasCommand.print(rows, asJSON: options.json)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the targets of one alias.")
        @Argument(help: "The alias.") var alias: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(alias)
            let rows = try global.read { (database) throws(AdministrationError) in try database.alias(key) }
            try AliasCommand.print(rows, asJSON: options.json)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an alias, or more targets to one.",
            discussion: "Targets must exist in Address. Add them first, or use --create-targets."
        )
        @Argument(help: "The alias.") var alias: String
        @Argument(help: "Where its mail goes.") var targets: [String]
        @Flag(help: "Add targets that are not in the database, and their domains as foreign ones.") var createTargets =
            false
        @OptionGroup var options: AddOptions
        @OptionGroup var naming: NamingOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addAlias(
                    alias, targets: targets, createTargets: createTargets, ifMissing: options.ifMissing,
                    force: naming.force)
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Use an alias again.")
        @Argument(help: "The alias.") var alias: String
        @Argument(help: "Only these targets of it.") var targets: [String] = []
        @Flag(help: "Also the aliases that lead to it.") var asTarget = false
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(alias)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAlias(key, targets: targets, asTarget: asTarget, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do not use an alias.")
        @Argument(help: "The alias.") var alias: String
        @Argument(help: "Only these targets of it.") var targets: [String] = []
        @Flag(help: "Also the aliases that lead to it.") var asTarget = false
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(alias)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAlias(key, targets: targets, asTarget: asTarget, active: false)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an alias, or some of its targets.",
            discussion: "Its address goes with it, unless that is a mailbox or a local alias, or targets are named.")
        @Argument(help: "The alias.") var alias: String
        @Argument(help: "Only these targets of it.") var targets: [String] = []
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(alias)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeAlias(key, targets: targets, cascade: options.cascade)
            }
        }
    }

    private static func print(_ rows: [AliasRow], asJSON: Bool) throws(AdministrationError) {
        try Console.print(rows, asJSON: asJSON, headings: ["alias", "target", "active"]) { row in
            [row.alias, row.target, row.active.word]
        }
    }
}
