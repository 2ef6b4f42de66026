import AccountAdministration
import ArgumentParser
import Settings

/// The options of every command; they may stand before the command and after it.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The settings file.", discussion: "Default: \(Settings.defaultFile), if it exists.", valueName: "file"),
        completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("The database with the accounts.", valueName: "file"), completion: .file())
    var database: String?

    /// The settings of the file, with the options on top.
    func settings() throws(AdministrationError) -> Settings {
        do throws(SettingsError) {
            var settings = try Settings.load(file: config)
            if let database { settings.database = database }
            return settings
        } catch {
            throw AdministrationError(.data, error.description)
        }
    }
}

extension GlobalOptions {
    /// Changes the database in one transaction, and says what changed; with a dry run what would have.
    func change(
        dryRun: Bool, _ body: (borrowing MailDatabase) throws(AdministrationError) -> ChangeReport
    ) throws(AdministrationError) {
        let report = try MailDatabase.change(try settings(), dryRun: dryRun, body)
        Console.write(report, dryRun: dryRun)
    }

    /// Reads from the database.
    func read<Result>(
        _ body: (borrowing MailDatabase) throws(AdministrationError) -> Result
    ) throws(AdministrationError) -> Result {
        try MailDatabase.read(try settings(), body)
    }

    /// The name of an address, as it was typed.
    func key(_ text: String) throws(AdministrationError) -> AddressKey { try AddressKey(text, try settings()) }
}

/// The options of a command that changes the database.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false
}

/// The options of a command that adds something.
struct AddOptions: ParsableArguments {
    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "Leave what is there already as it is, without an error.")
    var ifMissing = false
}

/// The options of a command that removes something.
struct RemoveOptions: ParsableArguments {
    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "Also remove what refers to it.")
    var cascade = false
}

/// The options of a command that reads.
struct ReadOptions: ParsableArguments {
    @Flag(help: "Print one JSON document, for programs.")
    var json = false
}
