import AccountAdministration
import ArgumentParser

struct LocalAliasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local-alias", abstract: "Aliases of local(8): commands, files, includes.",
        discussion: "A name without a domain is in myhostname. Targets are written as in aliases(5).",
        subcommands: [
            Read<LocalAliases>.self, Read<LocalAlias>.self, LocalAliasAdd.self, Enable<LocalAliasTarget>.self,
            Disable<LocalAliasTarget>.self, Remove<LocalAliasTarget>.self,
        ])
}

struct LocalAliases: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every local alias.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [LocalAliasRow] {
        try database.localAliases(of: nil)
    }
}

struct LocalAlias: Readable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show the targets of one local alias.")

    @Argument(help: "The alias.") var name: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [LocalAliasRow] {
        try database.localAliases(AddressKey(name, database.settings))
    }
}

struct LocalAliasAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a local alias, or add a target to one.")

    @Argument(help: "The alias.") var name: String
    @Argument(help: "What local(8) does with its mail.") var target: String
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.addLocalAlias(AddressKey(name, database.settings), target: target, ifMissing: options.ifMissing)
    }
}

struct LocalAliasTarget: Switchable, Removable {
    static let enabling = CommandConfiguration(abstract: "Use a local alias again.")
    static let disabling = CommandConfiguration(abstract: "Stop using a local alias.")
    static let removing = CommandConfiguration(
        abstract: "Remove a local alias, or one of its targets.",
        discussion: "Its address stays, since it may belong to a user.")

    @Argument(help: "The alias.") var name: String
    @Argument(help: "Only this target of it.") var target: String?

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        let aliases = try database.localAliases(AddressKey(name, database.settings), target: target)
        return try database.set(aliases.map(\.switchable), active: active)
    }

    typealias Options = ChangeOptions

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeLocalAlias(AddressKey(name, database.settings), target: target)
    }
}

extension LocalAliasRow: TableRow {
    static let headings = ["alias", "target", "active"]
    var cells: [String] { [alias, aliasTarget, active.word] }
}
