public import ArgumentParser
public import Settings

/// The options of a look-up server.
public struct ServerOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("The settings file.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The database with the accounts.", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("The unix socket to serve.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("The unix socket where Postfix asks.", valueName: "path"))
    var postfixSocket: String?

    @Flag(name: .shortAndLong, help: "Log each look-up.")
    var verbose = false

    /// Options as on an empty command line.
    public init() {}

    /// The settings of the file, with the options on top.
    public func settings() throws(SettingsError) -> Settings {
        var settings = try Settings.load(file: config)
        if let database {
            guard DatabaseURI(database)?.hasPassword != true else {
                throw SettingsError(
                    place: "--database", line: nil,
                    problem:
                        "has a password, which every user of this host can see; put it into a passfile, a service file or the "
                        + "setting \"database\"")
            }
            settings.database = database
        }
        if let socket { settings.socket = socket }
        if let postfixSocket { settings.postfixSocket = postfixSocket }
        return settings
    }
}
