import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Settings
import Supervision
import UnixSignals

/// The dict server: a listening socket, and an event loop with a look-up worker for each core, up to four.
///
/// SIGHUP makes it read its settings again, SIGUSR1 log its counters. A graceful shutdown makes it answer what it was asked, and
/// end. The service manager is told of each step.
public struct LookupService: Service {
    private let settings: Settings
    private let reload: @Sendable () throws(SettingsError) -> Settings
    private let supervisor: Supervisor
    private let logger: Logger

    /// Four answer more look-ups than Dovecot can ask for; each more would be woken in vain by every client that comes.
    private static let mostEventLoops = 4

    /// How long a shutdown waits for clients that do not take their replies.
    private static let longestDrain = TimeAmount.seconds(10)

    /// A server with these settings, which asks `reload` for new ones. It logs each look-up if the logger's level is debug.
    public init(
        settings: Settings, supervisor: Supervisor, logger: Logger,
        reload: @escaping @Sendable () throws(SettingsError) -> Settings
    ) {
        self.settings = settings
        self.supervisor = supervisor
        self.logger = logger
        self.reload = reload
    }

    /// Serves until a graceful shutdown; throws if there is no socket to serve.
    public func run() async throws {
        raiseDescriptorLimit()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(System.coreCount, Self.mostEventLoops))
        do {
            try await serve(on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let start = NIODeadline.now()
        let signals = await UnixSignalsSequence(trapping: .sighup, .sigusr1)
        let workers = try await WorkerPool(on: group, settings: settings, logger: logger)
        try await workers.complainIfUnreadable()
        try await withThrowingTaskGroup { tasks in
            defer { tasks.cancelAll() }
            if let interval = supervisor.watchdogInterval {
                let watchdog = Watchdog(
                    interval: interval, loops: group, notifier: supervisor.notifier, logger: logger)
                tasks.addTask { await watchdog.run() }
            }

            var active = settings
            var listener = try await listen(active, workers: workers, on: group)
            logger.notice("\(status(active, at: listener.path))")
            tell(.ready(status: status(active, at: listener.path)))
            // Not before: whoever reads the log expects that to come first.
            try await listener.accept()

            for await signal in signals.cancelOnGracefulShutdown() {
                guard signal == .sighup else {
                    try await logCounters(of: workers, since: start)
                    continue
                }
                tell(.reloading)
                do {
                    try await reload(&active, &listener, workers: workers, on: group)
                    logger.notice("settings are read again; \(status(active, at: listener.path))")
                } catch {
                    logger.error("settings are kept as they were: \(error)")
                }
                tell(.ready(status: status(active, at: listener.path)))
            }
            logger.notice("stopping")
            tell(.stopping)
            await listener.drain(atMost: Self.longestDrain)
        }
    }

    /// Reads the settings again, and goes on with them; throws if they stay as they were.
    private func reload(
        _ active: inout Settings, _ listener: inout Listener, workers: WorkerPool,
        on group: MultiThreadedEventLoopGroup
    ) async throws {
        let new = try reload()
        // The new socket first: if there can be none, nothing has changed yet.
        if new.socket != active.socket, supervisor.passedSocket == nil {
            let replacement = try await listen(new, workers: workers, on: group)
            try await workers.apply(new)
            try await replacement.accept()
            await listener.drain(atMost: Self.longestDrain)
            listener = replacement
        } else {
            try listener.setMode(new.socketMode)
            try await workers.apply(new)
        }
        warnOfChangesToThePassedSocket(from: active, to: new)
        active = new
    }

    /// Serves the socket that the service manager passed, or else the one of `settings`.
    private func listen(
        _ settings: Settings, workers: WorkerPool, on group: MultiThreadedEventLoopGroup
    ) async throws -> Listener {
        let socket =
            if let passed = supervisor.passedSocket {
                try ListeningSocket(passed: passed)
            } else {
                try ListeningSocket(path: settings.socket, mode: settings.socketMode)
            }
        return try await Listener.open(socket, workers: workers, on: group, logger: logger)
    }

    private func status(_ settings: Settings, at path: String) -> String {
        "listening on \(path), for the accounts in \(settings.database)"
    }

    /// An error of the service manager's socket stops nobody from being served.
    private func tell(_ state: ServiceNotifier.State) {
        do throws(NotifyError) {
            try supervisor.notifier.send(state)
        } catch {
            logger.warning("\(error)")
        }
    }

    private func warnOfChangesToThePassedSocket(from old: Settings, to new: Settings) {
        guard supervisor.passedSocket != nil, old.socket != new.socket || old.socketMode != new.socketMode else {
            return
        }
        logger.warning(
            """
            socket and socket_mode are not used: the service manager made the socket; change its socket unit \
            (ListenStream=, SocketMode=)
            """)
    }

    private func logCounters(of workers: WorkerPool, since start: NIODeadline) async throws {
        let seconds = (NIODeadline.now() - start).nanoseconds / 1_000_000_000
        for line in try await workers.counters().lines(secondsSinceStart: seconds) { logger.notice("\(line)") }
    }

    /// Each client is a descriptor; the usual soft limit of 1,024 is too few for a busy Dovecot.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max
        else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
            logger.warning("can't raise the limit of open files (\(String(cString: strerror(errno))))")
        }
    }
}
