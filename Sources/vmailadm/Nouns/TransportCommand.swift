import AccountAdministration
import ArgumentParser

/// `vmailadm transport`
struct TransportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transport", abstract: "Where Postfix sends mail that it does not keep.",
        subcommands: [List.self, Show.self, Add.self, Enable.self, Disable.self, Remove.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every transport.")
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let rows = try global.read { (database) throws(AdministrationError) in try database.transports() }
            try Console.print(
                rows, asJSON: options.json, headings: ["number", "transport", "nexthop", "mx", "port", "active"]
            ) { row in
                [
                    "\(row.tpNum)", row.tpTransport.cell, row.tpNexthop.cell, row.tpMx == 0 ? "no" : "yes",
                    row.tpPort.cell,
                    row.active.word,
                ]
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one transport.")
        @Argument(help: "Its number or its nexthop.") var transport: String
        @OptionGroup var options: ReadOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let row = try global.read { (database) throws(AdministrationError) in try database.transport(transport) }
            try Console.print(
                row, asJSON: options.json,
                lines: [
                    ("number", "\(row.tpNum)"), ("transport", row.tpTransport.cell), ("nexthop", row.tpNexthop.cell),
                    ("mx", row.tpMx == 0 ? "no" : "yes"), ("port", row.tpPort.cell), ("active", row.active.word),
                ])
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a transport.")
        @Argument(help: "The host or domain that the mail is sent to.") var nexthop: String
        @Option(help: ArgumentHelp("Postfix's name of the transport, such as smtp.", valueName: "name")) var transport:
            String?
        @Option(help: ArgumentHelp("The port.", valueName: "number")) var port: UInt16?
        @Flag(name: .customLong("no-mx"), help: "Send to the host itself, without asking DNS for an MX.") var noMX =
            false
        @OptionGroup var options: AddOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addTransport(
                    nexthop: nexthop, transport: transport, port: port, usesMX: !noMX, ifMissing: options.ifMissing)
            }
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Use a transport again.")
        @Argument(help: "Its number or its nexthop.") var transport: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setTransport(transport, active: true)
            }
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Do not use a transport.")
        @Argument(help: "Its number or its nexthop.") var transport: String
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setTransport(transport, active: false)
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a transport.",
            discussion: "With --cascade, domains and addresses that use it stay, without one.")
        @Argument(help: "Its number or its nexthop.") var transport: String
        @OptionGroup var options: RemoveOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.removeTransport(transport, cascade: options.cascade)
            }
        }
    }
}
