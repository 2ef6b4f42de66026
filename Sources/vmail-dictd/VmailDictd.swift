import ArgumentParser
import CProcess
import DictServer
import Glibc
import Logging
import ServiceLifecycle
import Settings
import Version

/// vmail-dictd: tells Dovecot who may log in and where the mail is.
///
/// SUMMARY
///
///     vmail-dictd [--config FILE] [--database FILE] [--socket PATH]
///
/// DESCRIPTION
///
/// Serves Dovecot's dict protocol on a unix socket, from the HOWTO's SQLite database: to Dovecot 2.3 as passdb and userdb `dict` over
/// `proxy:` URIs, to Dovecot 2.4 through Lua. The dictionaries `userdb`, `passdb` and `deny` open the keys
/// `shared/<dictionary>/<user>`; `userdb` can be listed. Runs in the foreground.
///
/// SIGHUP makes it read its settings again: all of them or, if there is a mistake, none. SIGTERM and SIGINT make it answer what it
/// was asked, and end. A database that is replaced is noticed by the next look-up. One that is cut short in the middle of a look-up
/// (by `cp` over it, say) makes the process start over: clients see a temporary failure.
///
/// DIAGNOSTICS
///
/// Lines on standard error. Exit code 0 after a signal to end, 1 if it can't serve, 64 for a wrong command line.
///
/// SECURITY
///
/// Whoever may write to the socket can read stored passwords: keep `socket_mode` and the group of its directory to Dovecot's. The
/// database is opened for reading and never created. No passwords are logged, and there are no core dumps.
///
/// BUGS
///
/// Lists are not sorted, and have no values. Dovecot itself compares passwords here, so the time of an unknown user is not made
/// equal to that of a wrong password; Dovecot's `auth_failure_delay` hides it.
@main struct VmailDictd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmail-dictd",
        abstract: "Tell Dovecot who may log in and where the mail is.",
        discussion: "Serves Dovecot's dict protocol on a unix socket, from the accounts in an SQLite database.",
        version: "vmail-dictd \(version)")

    @Option(help: ArgumentHelp("The settings file.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The database with the accounts.", valueName: "file"))
    var database: String?

    @Option(help: ArgumentHelp("The unix socket to serve.", valueName: "path"))
    var socket: String?

    private static let complaint: StaticString =
        "vmail-dictd: error: the database was cut short while it was read; starting over\n"

    func run() async throws {
        // No core dump and no ptrace: stored passwords pass through this process.
        process_hide_memory()
        // Until the server listens for it; its default would end the program.
        signal(SIGHUP, SIG_IGN)
        process_start_over_on_sigbus(CommandLine.unsafeArgv, Self.complaint.utf8Start)
        LoggingSystem.bootstrap { _ in LineLogHandler() }
        let logger = Logger(label: "vmail-dictd")
        do {
            let server = DictServer(settings: try settings(), logger: logger) { [self] () throws(SettingsError) in
                try settings()
            }
            let services = ServiceGroup(
                configuration: .init(
                    services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger)))
            try await services.run()
        } catch {
            logger.error("\(error)")
            throw ExitCode.failure
        }
    }

    /// The settings of the file, with the options on top.
    private func settings() throws(SettingsError) -> Settings {
        var settings = try Settings.load(file: config)
        if let database { settings.database = database }
        if let socket { settings.socket = socket }
        return settings
    }

    /// The service group tells of every step it takes; its errors are logged where they arrive.
    private func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = .critical
        return logger
    }
}
