import AccountAdministration
import ArgumentParser

/// `vmailadm address`
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address", abstract: "Addresses of any class.",
        discussion: "A name without a domain is of myhostname; @DOMAIN is a catchall.",
        subcommands: [List.self, Show.self, Add.self, Enable.self, Disable.self, Restrict.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every address, or those of a domain.")
        @Argument(help: "The domain.") var domain: String?
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.addresses(of: domain) }
            try AddressCommand.print(rows, asJSON: options.json)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one address.", discussion: "\"vmailadm explain\" tells what comes of it.")
        @Argument(help: "The address.") var address: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(address)
            let row = try global.read { (database) throws(AdministrationError) in try database.address(key) }
            try Console.print(
                row, asJSON: options.json,
                lines: [
                    ("address", row.name), ("number", "\(row.addNum)"),
                    ("class", row.domClass.map(DomainClass.init)?.word ?? "invalid"), ("active", row.active.word),
                    ("transport", row.addTpNum.cell), ("restriction class", row.addRcNum.cell),
                    ("mailbox", row.isMailbox ? "yes" : "no"), ("alias", row.isAlias ? "yes" : "no"),
                ])
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an address: a local or a relay one, or an alias's target.")
        @Argument(help: "The address.") var address: String
        @Option(help: ArgumentHelp("Its own restriction class.", valueName: "number")) var restrictionClass: Int64?
        @Option(help: ArgumentHelp("The number or the nexthop of a transport of its own.", valueName: "transport"))
        var transport: String?
        @OptionGroup var options: AddOptions
        @OptionGroup var naming: NamingOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addAddress(
                    address, transport: transport, restrictionClass: restrictionClass, ifMissing: options.ifMissing,
                    force: naming.force)
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take mail for an address again.")
        @Argument(help: "The address.") var address: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(address)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAddress(key, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take no mail for an address, as if it were not there.",
            discussion: "\"vmailadm address restrict\" can refuse it with a message of your own.")
        @Argument(help: "The address.") var address: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(address)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAddress(key, active: false)
            }
        }
    }

    struct Restrict: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put an address into a restriction class.")
        @Argument(help: "The address.") var address: String
        @Argument(help: ArgumentHelp("The number of the class, or none for that of its domain.", valueName: "class"))
        var restriction: RestrictionChoice
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.restrictAddress(address, to: restriction.number)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an address.",
            discussion: "With --cascade also its mailbox, its aliases, and its part in the aliases of others.")
        @Argument(help: "The address.") var address: String
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(address)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeAddress(key, cascade: options.cascade)
            }
        }
    }

    static func print(_ rows: [AddressRow], asJSON: Bool) throws(AdministrationError) {
        try Console.print(
            rows, asJSON: asJSON,
            headings: ["address", "class", "active", "transport", "restriction", "mailbox", "alias"]
        ) { row in
            [
                row.name, row.domClass.map(DomainClass.init)?.word ?? "invalid", row.active.word, row.addTpNum.cell,
                row.addRcNum.cell, row.isMailbox ? "yes" : "-", row.isAlias ? "yes" : "-",
            ]
        }
    }
}
