import AccountAdministration
import ArgumentParser

struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address", abstract: "Addresses of any class.",
        discussion: "A name without a domain is in myhostname. @DOMAIN is the catchall of DOMAIN.",
        subcommands: [
            List<Addresses>.self, Read<Address>.self, AddressAdd.self, Enable<Address>.self,
            Disable<Address>.self, AddressRestrict.self, Remove<Address>.self,
        ])
}

struct Addresses: Listable {
    static let listing = CommandConfiguration(
        commandName: "list", abstract: "List every address, or those of a domain.")

    @OptionGroup var domain: ListedDomain

    func list(
        _ database: borrowing MailDatabase, _ body: (AddressRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        try database.forEachAddress(of: domain.name, body)
    }
}

struct Address: Readable, Switchable, Removable {
    static let reading = CommandConfiguration(
        commandName: "show", abstract: "Show one address.",
        discussion: "\"vmailadm explain\" shows what follows for its mail and logins.")
    static let enabling = CommandConfiguration(abstract: "Accept mail and logins for an address again.")
    static let disabling = CommandConfiguration(
        abstract: "Reject mail and logins for an address, as if it did not exist.",
        discussion: "\"vmailadm address restrict\" can reject its mail with a message of your own.")
    static let removing = CommandConfiguration(
        abstract: "Remove an address.",
        discussion: "With --cascade, its mailbox, its aliases and the aliases that lead to it are removed too.")

    @Argument(help: "The address.") var address: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> AddressRow {
        try database.address(AddressKey(address, database.settings))
    }

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeAddress(AddressKey(address, database.settings), cascade: cascade)
    }
}

struct AddressAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an address: a local one, a relay one or the target of an alias.")

    @Argument(help: "The address.") var address: String
    @Option(help: ArgumentHelp("The number of a restriction class of its own.", valueName: "number"))
    var restrictionClass: Int64?
    @Option(help: ArgumentHelp("The number or the nexthop of a transport of its own.", valueName: "transport"))
    var transport: String?
    @OptionGroup var options: AddOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.addAddress(
            address, transport: transport, restrictionClass: restrictionClass, ifMissing: options.ifMissing,
            force: naming.force)
    }
}

struct AddressRestrict: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "Put an address into a restriction class.",
        discussion: "With none, the class of its domain applies.")

    @Argument(help: "The address.") var address: String
    @Argument(help: ArgumentHelp("The number of the class, or none.", valueName: "class"))
    var restriction: RestrictionChoice
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.restrictAddress(address, to: restriction.number)
    }
}

extension AddressRow: ListedRow {
    var isActive: Bool { active.effect == .on }
    static let headings = ["address", "class", "active", "transport", "restriction", "mailbox", "alias"]
    var number: Int64? { addNum }

    var cells: [String] {
        [
            name, domClass.map(DomainClass.init)?.word ?? "invalid", active.word, addTpNum.cell, addRcNum.cell,
            isMailbox ? "yes" : "no", isAlias ? "yes" : "no",
        ]
    }
}
