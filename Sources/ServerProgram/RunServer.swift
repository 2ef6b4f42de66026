import ArgumentParser
import CProcess
import Glibc
import Logging
public import LookupServer
import ServiceLifecycle
public import Settings
import Supervision

/// Runs a look-up server over the stores of `makeStore`, one for each event loop, until a signal ends it: what an executable over a
/// database does. `check` refuses settings that it cannot serve. Throws the exit code for an error that was logged.
public func runServer(
    _ options: ServerOptions, check: @escaping @Sendable (Settings) throws(SettingsError) -> Void,
    makeStore: @escaping StoreFactory
) async throws {
    // No core dump and no ptrace: stored passwords pass through this process.
    process_hide_memory()
    // Their default would end the program before the server listens for them.
    signal(SIGHUP, SIG_IGN)
    signal(SIGUSR1, SIG_IGN)
    // Nobody reads the log: an error of the write, and no reason to end.
    signal(SIGPIPE, SIG_IGN)
    let output = LineOutput(descriptor: STDERR_FILENO)
    let isForJournal = isJournal(STDERR_FILENO, environment: environmentVariable)
    LoggingSystem.bootstrap { _ in
        LineLogHandler(logLevel: options.verbose ? .debug : .info, output: output, isForJournal: isForJournal)
    }
    let logger = Logger(label: "vmail-dictd")
    // The service group logs every step that it takes. Its errors are logged where they arrive.
    var quietLogger = logger
    quietLogger.logLevel = .critical
    let readSettings: @Sendable () throws(SettingsError) -> Settings = { () throws(SettingsError) in
        let settings = try options.settings()
        try check(settings)
        return settings
    }
    do {
        let server = LookupService(
            settings: try readSettings(), supervisor: try Supervisor(environment: environmentVariable),
            logger: logger, makeStore: makeStore, reload: readSettings)
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger))
        try await services.run()
    } catch {
        logger.error("\(error)")
        throw ExitCode.failure
    }
}
