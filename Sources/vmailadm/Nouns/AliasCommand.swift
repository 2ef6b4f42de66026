import AccountAdministration
import ArgumentParser

struct AliasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Virtual aliases: addresses whose mail goes to other addresses.",
        subcommands: [
            List<Aliases>.self, Read<Alias>.self, AliasAdd.self, Enable<AliasSwitch>.self,
            Disable<AliasSwitch>.self, Remove<AliasTargets>.self,
        ])
}

struct Aliases: Listable {
    static let listing = CommandConfiguration(commandName: "list", abstract: "List every alias, or those of a domain.")

    @OptionGroup var domain: ListedDomain
    @Option(help: ArgumentHelp("Only those that lead to this address.", valueName: "address")) var to: String?

    func list(
        _ database: borrowing MailDatabase, _ body: (AliasRow) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        try database.forEachAlias(of: domain.name, to: to, body)
    }
}

struct Alias: Readable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show the targets of one alias.")

    @Argument(help: "The alias.") var alias: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [AliasRow] {
        try database.mappings(of: AddressKey(alias, database.settings))
    }
}

struct AliasAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an alias, or add targets to one.",
        discussion: "Targets must exist in Address. Add them first, or use --create-targets.")

    @Argument(help: "The alias.") var alias: String
    @Argument(help: "The addresses that its mail goes to.") var targets: [String]
    @Flag(help: "Add targets that do not exist, and their domains as foreign ones.") var createTargets = false
    @OptionGroup var options: AddOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.addAlias(
            alias, targets: targets, createTargets: createTargets, ifMissing: options.ifMissing, force: naming.force)
    }
}

struct AliasTargets: Removable {
    static let removing = CommandConfiguration(
        abstract: "Remove an alias, or some of its targets.",
        discussion: "Without targets, its address is removed too, unless it is also a mailbox or a local alias.")

    @Argument(help: "The alias.") var alias: String
    @Argument(help: "Only these targets of it.") var targets: [String] = []

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeAlias(AddressKey(alias, database.settings), targets: targets, cascade: cascade)
    }
}

struct AliasSwitch: Switchable {
    static let enabling = CommandConfiguration(abstract: "Use an alias again.")
    static let disabling = CommandConfiguration(abstract: "Stop using an alias.")

    @OptionGroup var part: AliasTargets
    @Flag(help: "Also the aliases that lead to it.") var asTarget = false

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        let alias = try AddressKey(part.alias, database.settings)
        let mappings = try database.mappings(of: alias, targets: part.targets, asTarget: asTarget)
        return try database.set(mappings, active: active)
    }
}

extension AliasRow: ListedRow {
    var isActive: Bool { active.effect == .on }
    static let headings = ["alias", "target", "active"]
    var cells: [String] { [alias, target, active.word] }
}
