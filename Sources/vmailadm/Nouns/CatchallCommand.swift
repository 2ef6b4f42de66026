import AccountAdministration
import ArgumentParser

struct CatchallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catchall",
        abstract: "Addresses that accept mail for every other name in a domain. Do not use them.",
        subcommands: [
            Read<Catchalls>.self, Read<Catchall>.self, CatchallAdd.self, Enable<Catchall>.self,
            Disable<Catchall>.self, Remove<Catchall>.self,
        ])
}

struct Catchalls: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every catchall.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [AddressRow] {
        try database.catchalls()
    }
}

struct Catchall: Readable, Switchable, Removable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show the catchall of a domain.")
    static let enabling = CommandConfiguration(abstract: "Use a catchall again.")
    static let disabling = CommandConfiguration(abstract: "Stop using a catchall.")
    static let removing = CommandConfiguration(abstract: "Remove a catchall and its target.")

    @Argument(help: "The domain.") var domain: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [AddressRow] {
        [try database.address(AddressKey(catchallOf: domain))]
    }

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.set(read(database).map(\.switchable), active: active)
    }

    typealias Options = ChangeOptions

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeCatchall(of: domain)
    }
}

struct CatchallAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a catchall.",
        discussion: "The HOWTO: \"Really, DO NOT do this.\" In a relay domain it has no target.")

    @Argument(help: "The domain.") var domain: String
    @Argument(help: "The address that its mail goes to.") var target: String?
    @Flag(help: "Add it in spite of the warning.") var yes = false
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        guard yes else {
            throw .no("catchall @\(domain): not added: \(MailDatabase.catchallWarning); --yes adds it anyway")
        }
        return try database.addCatchall(of: domain, target: target, ifMissing: options.ifMissing)
    }
}
