import Authentication
import Glibc
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle
import Settings
import UnixSignals

/// The dict server: a listening socket, and an event loop with a look-up worker for each core.
///
/// SIGHUP makes it read its settings again. A graceful shutdown makes it answer what it was asked, and end.
public struct DictServer: Service {
    private let settings: Settings
    private let reload: @Sendable () throws(SettingsError) -> Settings
    private let logger: Logger

    /// How long a shutdown waits for clients that do not take their replies.
    private static let longestDrain = TimeAmount.seconds(10)

    /// A server with these settings, which asks `reload` for new ones.
    public init(
        settings: Settings, logger: Logger, reload: @escaping @Sendable () throws(SettingsError) -> Settings
    ) {
        self.settings = settings
        self.logger = logger
        self.reload = reload
    }

    /// Serves until a graceful shutdown; throws if there is no socket to serve.
    public func run() async throws {
        raiseDescriptorLimit()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        do {
            try await serve(on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let workers = try await WorkerPool(on: group, settings: settings, logger: logger)
        try await workers.complainIfUnreadable()
        var active = settings
        var listener = try await Listener.open(settings, workers: workers, on: group, logger: logger)
        logger.notice("listening on \(settings.socket), for the accounts in \(settings.database)")

        for await _ in hangups.cancelOnGracefulShutdown() {
            do {
                let new = try reload()
                // The new socket first: if there can be none, nothing has changed yet.
                if new.socket != active.socket {
                    let replacement = try await Listener.open(new, workers: workers, on: group, logger: logger)
                    try await workers.apply(new)
                    await listener.drain(atMost: Self.longestDrain)
                    listener = replacement
                } else {
                    try listener.setMode(new.socketMode)
                    try await workers.apply(new)
                }
                active = new
                logger.notice(
                    "settings are read again; listening on \(new.socket), for the accounts in \(new.database)")
            } catch {
                logger.error("settings are kept as they were: \(error)")
            }
        }
        logger.notice("stopping")
        await listener.drain(atMost: Self.longestDrain)
    }

    /// Each client is a descriptor; the usual soft limit of 1,024 is too few for a busy Dovecot.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
            logger.warning("can't raise the limit of open files (\(String(cString: strerror(errno))))")
        }
    }
}
