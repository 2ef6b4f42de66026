import ArgumentParser
import CProcess
import Glibc
import Logging
import LookupServer
import ServiceLifecycle
import Settings
import Supervision
import Version

/// vmail-dictd: tells Dovecot who may log in and where the mail is.
///
/// SUMMARY
///
///     vmail-dictd [--config FILE] [--database FILE] [--socket PATH] [--verbose]
///     vmail-dictd --version | --help
///
/// DESCRIPTION
///
/// Serves Dovecot's dict protocol on a unix socket, from the HOWTO's SQLite database: to Dovecot 2.3 as passdb and userdb `dict` over
/// `proxy:` URIs, to Dovecot 2.4 through Lua. The dictionaries `userdb`, `passdb` and `deny` open the keys
/// `shared/<dictionary>/<user>`; `userdb` can be listed. Runs in the foreground.
///
/// A database that is replaced is noticed by the next look-up. One that is cut short in the middle of a look-up (by `cp` over it,
/// say) makes the process start over: clients see a temporary failure.
///
/// SIGNALS
///
/// - SIGHUP makes it read its settings again: all of them or, if there is a mistake, none.
/// - SIGTERM and SIGINT make it answer what it was asked, and end, after 10 seconds at the latest;
///   while a look-up hangs, on a disk that does not answer, say, it can't.
/// - SIGUSR1 makes it log its counters since the start: clients now and in all, lists, look-ups by dictionary and result, and the
///   times of look-ups from the command to the reply, waiting for a lock included. A quantile may be given an eighth too large.
///
/// SERVICE MANAGER
///
/// - NOTIFY_SOCKET: READY=1 when it listens, RELOADING=1 with MONOTONIC_USEC and then READY=1 for a SIGHUP, STOPPING=1, each with a
///   STATUS. Fit for systemd's Type=notify and notify-reload.
/// - WATCHDOG_USEC, WATCHDOG_PID: WATCHDOG=1 twice in that time, each after every event loop has done a task. A look-up that hangs
///   stops that. To wait for a lock is not to hang.
/// - LISTEN_FDS, LISTEN_PID: descriptor 3 is served, which must be a unix stream socket that listens. `socket` and `socket_mode` are
///   not used then, and no path is made, changed or removed. A client that comes while vmail-dictd is restarted waits for the next
///   one, and every command that was sent is answered.
/// - JOURNAL_STREAM: if standard error is the journal, lines begin with their priority (`<3>`) and not with the program's name.
///
/// DIAGNOSTICS
///
/// Lines on standard error: for the start, a SIGHUP, the end, and each error. With --verbose also for each look-up: the dictionary,
/// the user, the result and the time it took. Exit code 0 after a signal to end, 1 if it can't serve, 64 for a wrong command line.
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

    @Flag(name: .shortAndLong, help: "Log each look-up.")
    var verbose = false

    private static let complaint: StaticString =
        "vmail-dictd: error: the database was cut short while it was read; starting over\n"
    private static let journalComplaint: StaticString =
        "<3>error: the database was cut short while it was read; starting over\n"

    func run() async throws {
        // No core dump and no ptrace: stored passwords pass through this process.
        process_hide_memory()
        // Until the server listens for them; their default would end the program. They stay ignored when it starts over.
        signal(SIGHUP, SIG_IGN)
        signal(SIGUSR1, SIG_IGN)
        let isForJournal = isJournal(STDERR_FILENO, environment: environmentVariable)
        let level: Logger.Level = verbose ? .debug : .info
        LoggingSystem.bootstrap { _ in LineLogHandler(logLevel: level, isForJournal: isForJournal) }
        let logger = Logger(label: "vmail-dictd")
        do {
            let supervisor = try Supervisor(environment: environmentVariable)
            // The socket that was passed is there for the program that starts over, too.
            let passed = supervisor.passedSocket?.descriptor ?? STDERR_FILENO
            process_start_over_on_sigbus(
                CommandLine.unsafeArgv, (isForJournal ? Self.journalComplaint : Self.complaint).utf8Start,
                UInt32(passed + 1))
            let server = LookupService(
                settings: try settings(), supervisor: supervisor, logger: logger
            ) { [self] () throws(SettingsError) in
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
