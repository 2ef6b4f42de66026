import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Settings
import Supervision
import UnixSignals

/// The look-up server: the sockets of its ``Endpoint``s, and event loops with a store each.
///
/// SIGHUP makes it read its settings again, SIGUSR1 log its counters. A graceful shutdown makes it answer what it was asked, and end.
/// The service manager is told of each step.
public struct LookupService: Service {
    private let settings: Settings
    private let reload: @Sendable () throws(SettingsError) -> Settings
    private let supervisor: Supervisor
    private let makeStore: StoreFactory
    private let logger: Logger

    /// How long a shutdown waits for clients that do not take their replies.
    private static let longestDrain = TimeAmount.seconds(10)
    /// How often the log says how many times a line was repeated.
    private static let reportInterval = TimeAmount.seconds(5)

    /// A server with these settings, which calls `reload` for new ones. It logs each look-up if the logger's level is debug.
    public init(
        settings: Settings, supervisor: Supervisor, logger: Logger, makeStore: @escaping StoreFactory,
        reload: @escaping @Sendable () throws(SettingsError) -> Settings
    ) {
        self.settings = settings
        self.supervisor = supervisor
        self.logger = logger
        self.makeStore = makeStore
        self.reload = reload
    }

    /// The sockets that are served.
    private var endpoints: [Endpoint] { Endpoint.all(passed: supervisor.passedSockets) }

    /// Serves until a graceful shutdown. Throws if a socket cannot be served, or can no longer.
    public func run() async throws {
        // libdispatch makes the descriptors of its main queue when it first needs them, and ends the process if it cannot: before
        // clients can have taken the last ones.
        await MainActor.run {}
        // Postfix's socket counts although there may be none: a reload can make it.
        let budget = try DescriptorBudget.ofThisProcess(
            cores: System.coreCount, sockets: endpoints.count { $0.passed == nil })
        let group = MultiThreadedEventLoopGroup(numberOfThreads: budget.eventLoops)
        let threads = NicedThreads.ofThisProcess(cores: System.coreCount)
        do {
            try await run(on: group, hashingOn: threads, clients: budget.clients)
        } catch {
            try? await threads.shutDown()
            try? await group.shutdownGracefully()
            throw error
        }
        // First, for the verdicts go to the event loops.
        try await threads.shutDown()
        try await group.shutdownGracefully()
    }

    private func run(
        on group: MultiThreadedEventLoopGroup, hashingOn threads: NicedThreads, clients: Int
    ) async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup, .sigusr1)
        let log = LookupLog(logger)
        let workers = try await WorkerPool(
            on: group, settings: settings, makeStore: makeStore, log: log,
            hashing: HashingPool(threads, settings: settings))
        let (failures, failed) = AsyncStream.makeStream(of: Void.self)
        let loop = group.next()
        let listening = Listening(
            group: group, loop: loop, workers: workers, log: log, logger: logger,
            limit: try await loop.submit { NIOLoopBound(ClientLimit(most: clients, log: log), eventLoop: loop) }.get(),
            onFailure: { failed.yield() })
        let reports = loop.scheduleRepeatedTask(initialDelay: Self.reportInterval, delay: Self.reportInterval) { _ in
            log.reportRepeated()
        }
        defer {
            reports.cancel()
            log.reportRepeated()
        }
        try await withThrowingTaskGroup { tasks in
            defer { tasks.cancelAll() }
            tasks.addTask { try await serve(listening, signals) }
            tasks.addTask {
                for await _ in failures { throw ListeningError.closed }
            }
            if let interval = supervisor.watchdogInterval {
                let watchdog = Watchdog(
                    interval: interval, loops: group, notifier: supervisor.notifier, logger: logger)
                tasks.addTask { await watchdog.run() }
            }
            try await tasks.next()
        }
    }

    private func serve(_ listening: Listening, _ signals: UnixSignalsSequence) async throws {
        let start = NIODeadline.now()
        var active = settings
        var sockets = try await ServedSockets(endpoints, active, listening)
        logger.notice("\(status(active, sockets))")
        tell(.ready(status: status(active, sockets)))
        // After the log, so that no line about a client comes before the first.
        try await sockets.accept()

        for await signal in signals.cancelOnGracefulShutdown() {
            guard signal == .sighup else {
                try await logCounters(of: listening.workers, since: start)
                continue
            }
            tell(.reloading)
            do {
                let new = try reload()
                try await sockets.apply(new, insteadOf: active, drainAtMost: Self.longestDrain)
                active = new
                logger.notice("settings are read again; \(status(active, sockets))")
            } catch {
                logger.error("settings are kept as they were: \(error)")
            }
            tell(.ready(status: status(active, sockets)))
        }
        logger.notice("stopping")
        tell(.stopping)
        await sockets.drain(atMost: Self.longestDrain)
    }

    private func status(_ settings: Settings, _ sockets: ServedSockets) -> String {
        "listening on \(sockets.paths.joined(separator: " and ")), for the accounts in \(settings.databaseName)"
    }

    /// Tells the service manager. If it cannot be told, clients are served all the same.
    private func tell(_ state: ServiceNotifier.State) {
        do throws(NotifyError) {
            try supervisor.notifier.send(state)
        } catch {
            logger.warning("\(error)")
        }
    }

    private func logCounters(of workers: WorkerPool, since start: NIODeadline) async throws {
        let seconds = (NIODeadline.now() - start).nanoseconds / 1_000_000_000
        for line in try await workers.counters().lines(secondsSinceStart: seconds) { logger.notice("\(line)") }
    }
}
