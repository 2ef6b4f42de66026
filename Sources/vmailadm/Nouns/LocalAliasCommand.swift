import AccountAdministration
import ArgumentParser

/// `vmailadm local-alias`
struct LocalAliasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local-alias", abstract: "Aliases of local(8): commands, files, includes.",
        discussion: "A name without a domain is of myhostname. Targets are written as in aliases(5).",
        subcommands: [List.self, Show.self, Add.self, Enable.self, Disable.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every local alias.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.localAliases(nil) }
            try LocalAliasCommand.print(rows, asJSON: options.json)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the targets of one local alias.")
        @Argument(help: "The alias.") var name: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(name)
            let rows = try global.read { (database) throws(AdministrationError) in try database.localAliases(key) }
            try LocalAliasCommand.print(rows, asJSON: options.json)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a local alias, or one more target to it.")
        @Argument(help: "The alias.") var name: String
        @Argument(help: "What local(8) does with its mail.") var target: String
        @OptionGroup var options: AddOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(name)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addLocalAlias(key, target: target, ifMissing: options.ifMissing)
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Use a local alias again.")
        @Argument(help: "The alias.") var name: String
        @Argument(help: "Only this target of it.") var target: String?
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(name)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setLocalAlias(key, target: target, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do not use a local alias.")
        @Argument(help: "The alias.") var name: String
        @Argument(help: "Only this target of it.") var target: String?
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(name)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setLocalAlias(key, target: target, active: false)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a local alias, or one of its targets.",
            discussion: "Its address stays: it may be a user's.")
        @Argument(help: "The alias.") var name: String
        @Argument(help: "Only this target of it.") var target: String?
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(name)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeLocalAlias(key, target: target)
            }
        }
    }

    private static func print(_ rows: [LocalAliasRow], asJSON: Bool) throws(AdministrationError) {
        try Console.print(rows, asJSON: asJSON, headings: ["alias", "target", "active"]) { row in
            [row.alias, row.aliasTarget, row.active.word]
        }
    }
}
