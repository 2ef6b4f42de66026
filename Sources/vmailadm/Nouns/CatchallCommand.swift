import AccountAdministration
import ArgumentParser

/// `vmailadm catchall`
struct CatchallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchall", abstract: "Addresses that take whatever else comes to a domain. Do not do this.",
        subcommands: [List.self, Show.self, Add.self, Enable.self, Disable.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every catchall.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.catchalls() }
            try AddressCommand.print(rows, asJSON: options.json)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the catchall of a domain.")
        @Argument(help: "The domain.") var domain: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try AddressKey(catchallOf: domain)
            let row = try global.read { (database) throws(AdministrationError) in try database.address(key) }
            try AddressCommand.print([row], asJSON: options.json)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a catchall.",
            discussion: "The HOWTO: \"Really, DO NOT do this.\" In a relay domain it has no target.")
        @Argument(help: "The domain.") var domain: String
        @Argument(help: "Where its mail goes.") var target: String?
        @Flag(help: "Do it, in spite of what is said against it.") var yes = false
        @OptionGroup var options: AddOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard yes else {
                throw AdministrationError(
                    .no, "catchall @\(domain): not added: \(MailDatabase.catchallWarning); --yes adds it all the same")
            }
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addCatchall(of: domain, target: target, ifMissing: options.ifMissing)
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Use a catchall again.")
        @Argument(help: "The domain.") var domain: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try AddressKey(catchallOf: domain)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAddress(key, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do not use a catchall.")
        @Argument(help: "The domain.") var domain: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try AddressKey(catchallOf: domain)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setAddress(key, active: false)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a catchall with its target.")
        @Argument(help: "The domain.") var domain: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeCatchall(of: domain)
            }
        }
    }
}
