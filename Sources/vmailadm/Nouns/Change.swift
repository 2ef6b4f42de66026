import AccountAdministration
import ArgumentParser

/// A command that changes the database in one transaction and prints the changes.
protocol ChangeCommand: ParsableCommand {
    associatedtype Options: ChangingOptions
    var options: Options { get }
    var global: GlobalOptions { get }
    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport
}

extension ChangeCommand {
    func run() throws { try global.change(dryRun: options.dryRun, change) }
}

/// The arguments of `enable` and `disable`, which name a row.
protocol Switchable: ParsableArguments {
    static var enabling: CommandConfiguration { get }
    static var disabling: CommandConfiguration { get }
    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport
}

extension Switchable where Self: Readable, Shown: SwitchableRecord {
    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.set([read(database).switchable], active: active)
    }
}

struct Enable<Noun: Switchable>: ChangeCommand {
    static var configuration: CommandConfiguration { Noun.enabling.named("enable") }

    @OptionGroup var noun: Noun
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try noun.set(active: true, in: database)
    }
}

struct Disable<Noun: Switchable>: ChangeCommand {
    static var configuration: CommandConfiguration { Noun.disabling.named("disable") }

    @OptionGroup var noun: Noun
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try noun.set(active: false, in: database)
    }
}

/// The arguments of a `remove`, which name a row.
protocol Removable: ParsableArguments {
    /// ``RemoveOptions``, or ``ChangeOptions`` for a row that no other row refers to.
    associatedtype Options: RemovingOptions = RemoveOptions
    static var removing: CommandConfiguration { get }
    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport
}

struct Remove<Noun: Removable>: ChangeCommand {
    static var configuration: CommandConfiguration { Noun.removing.named("remove") }

    @OptionGroup var noun: Noun
    @OptionGroup var options: Noun.Options
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try noun.remove(from: database, cascade: options.cascade)
    }
}

extension CommandConfiguration {
    /// The same with the name `name`. ArgumentParser would name a generic command after its type.
    fileprivate func named(_ name: String) -> CommandConfiguration {
        var configuration = self
        configuration.commandName = name
        return configuration
    }
}
