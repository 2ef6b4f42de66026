import AccountAdministration
import ArgumentParser

struct TransportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transport", abstract: "Where Postfix sends mail that it does not deliver here.",
        subcommands: [
            Read<Transports>.self, Read<Transport>.self, TransportAdd.self, Enable<Transport>.self,
            Disable<Transport>.self, Remove<Transport>.self,
        ])
}

struct Transports: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every transport.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [TransportRow] {
        try database.transports()
    }
}

struct Transport: Readable, Switchable, Removable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show one transport.")
    static let enabling = CommandConfiguration(abstract: "Use a transport again.")
    static let disabling = CommandConfiguration(abstract: "Stop using a transport.")
    static let removing = CommandConfiguration(
        abstract: "Remove a transport.",
        discussion: "With --cascade, the domains and addresses that use it are left without a transport.")

    @Argument(help: "Its number or its nexthop.") var transport: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> TransportRow {
        try database.transport(transport)
    }

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeTransport(transport, cascade: cascade)
    }
}

struct TransportAdd: ChangeCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a transport.")

    @Argument(help: "The host or domain to send mail to.") var nexthop: String
    @Option(help: ArgumentHelp("Postfix's name of the transport, such as smtp.", valueName: "name"))
    var transport: String?
    @Option(help: ArgumentHelp("The port.", valueName: "number")) var port: UInt16?
    @Flag(name: .customLong("no-mx"), help: "Send to the host itself, without looking up its MX record.")
    var noMX = false
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.addTransport(
            nexthop: nexthop, transport: transport, port: port, usesMX: !noMX, ifMissing: options.ifMissing)
    }
}

extension TransportRow: TableRow {
    static let headings = ["number", "transport", "nexthop", "mx", "port", "active"]

    var cells: [String] {
        ["\(tpNum)", tpTransport.cell, tpNexthop.cell, tpMx == 0 ? "no" : "yes", tpPort.cell, active.word]
    }
}
