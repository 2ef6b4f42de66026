import AccountAdministration
import ArgumentParser

/// `vmailadm restriction-class`
struct RestrictionClassCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restriction-class", abstract: "The restriction classes of Postfix's smtpd.",
        subcommands: [List.self, Show.self, Add.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every restriction class.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.restrictionClasses() }
            try Console.print(rows, asJSON: options.json, headings: ["number", "name", "domains", "addresses"]) { row in
                ["\(row.rcNum)", row.rcName.cell, "\(row.domains)", "\(row.addresses)"]
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one restriction class.")
        @Argument(help: "Its number.") var number: Int64
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let row = try global.read { (database) throws(AdministrationError) in try database.restrictionClass(number)
            }
            try Console.print(
                row, asJSON: options.json,
                lines: [
                    ("number", "\(row.rcNum)"), ("name", row.rcName.cell), ("domains", "\(row.domains)"),
                    ("addresses", "\(row.addresses)"),
                ])
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a restriction class.", discussion: "Prints the lines that main.cf needs for it.")
        @Argument(help: "Its number, 0 to 99.") var number: Int64
        @Argument(help: "Its name.") var name: String
        @OptionGroup var options: AddOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addRestrictionClass(number, name: name, ifMissing: options.ifMissing)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a restriction class.",
            discussion: "With --cascade, domains and addresses in it stay, without a restriction class.")
        @Argument(help: "Its number.") var number: Int64
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeRestrictionClass(number, cascade: options.cascade)
            }
        }
    }
}

/// The number of a restriction class, or `none`.
struct RestrictionChoice: ExpressibleByArgument {
    let number: Int64?

    init?(argument: String) {
        if argument == "none" {
            number = nil
        } else if let given = Int64(argument) {
            number = given
        } else {
            return nil
        }
    }
}
