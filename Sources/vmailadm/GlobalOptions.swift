import AccountAdministration
import ArgumentParser
import Settings

/// The options that every command takes, before its name or after it.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The settings file.", discussion: "Default: \(Settings.defaultFile), if it exists.", valueName: "file"),
        completion: .file())
    var config: String?

    @Option(help: ArgumentHelp("The database with the accounts.", valueName: "file"), completion: .file())
    var database: String?

    func settings() throws(AdministrationError) -> Settings {
        do throws(SettingsError) {
            var settings = try Settings.load(file: config)
            if let database { settings.database = database }
            guard settings.databaseURI == nil else {
                throw SettingsError(
                    place: "database", line: nil,
                    problem:
                        "\(settings.databaseName) is no file; vmailadm administers SQLite files only: change PostgreSQL's tables with psql"
                )
            }
            return settings
        } catch {
            throw .data(error.description)
        }
    }

    /// Changes the database in one transaction, then logs and prints the changes; with `dryRun`, those that it would make.
    func change(
        dryRun: Bool, _ body: (borrowing MailDatabase) throws(AdministrationError) -> ChangeReport
    ) throws(AdministrationError) {
        let report = try MailDatabase.change(try settings(), dryRun: dryRun, body)
        if !dryRun { SystemLog.write(report) }
        Console.write(report, dryRun: dryRun)
    }
}

protocol ChangingOptions: ParsableArguments {
    var dryRun: Bool { get }
}

protocol RemovingOptions: ChangingOptions {
    var cascade: Bool { get }
}

/// The options of every command that changes the database. They do not include `--cascade`.
struct ChangeOptions: RemovingOptions {
    @Flag(help: "Print what would change, and change nothing.") var dryRun = false
    var cascade: Bool { false }
}

/// The options of a command that adds a row.
struct AddOptions: ChangingOptions {
    @OptionGroup var change: ChangeOptions
    @Flag(help: "If it exists already, leave it as it is and report no error.") var ifMissing = false
    var dryRun: Bool { change.dryRun }
}

struct NamingOptions: ParsableArguments {
    @Flag(help: "Also add a name that SMTP allows only in quotes, such as one with a blank.")
    var force = false
}

/// The option of a command that adds accounts with their passwords.
struct AccountForceOptions: ParsableArguments {
    @Flag(help: "Also add a name that SMTP allows only in quotes, and accept a password that is easy to guess.")
    var force = false
}

/// The options of a command that removes a row and, with `--cascade`, the rows that refer to it.
struct RemoveOptions: RemovingOptions {
    @OptionGroup var change: ChangeOptions
    @Flag(help: "Also remove what refers to it.") var cascade = false
    var dryRun: Bool { change.dryRun }
}

struct ReadOptions: ParsableArguments {
    @Flag(help: "Print one JSON document, for programs.") var json = false
}
