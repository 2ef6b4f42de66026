import Logging
import NIOCore
import Supervision

/// Tells the service manager at regular intervals that the server does not hang.
///
/// Every event loop must do a task first. Look-ups run on those loops and never wait there for a lock or for a client, so a loop that
/// does no task hangs in a look-up: on a disk that does not answer, for example. Then the service manager is told nothing, ends the
/// process and starts another.
struct Watchdog {
    private let interval: Duration
    private let loops: any EventLoopGroup
    private let notifier: ServiceNotifier
    private let logger: Logger

    /// A watchdog for a service manager that must hear something every `interval`.
    init(interval: Duration, loops: any EventLoopGroup, notifier: ServiceNotifier, logger: Logger) {
        self.interval = interval
        self.loops = loops
        self.notifier = notifier
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    func run() async {
        var isTold = true
        while !Task.isCancelled {
            do {
                try await loops.everyLoopAnswers()
                try notifier.send(.alive)
                isTold = true
            } catch {
                // Once: the next error is likely to be the same.
                if isTold { logger.warning("\(error)") }
                isTold = false
            }
            // At half of the interval, as sd_watchdog_enabled(3) recommends.
            try? await Task.sleep(for: interval / 2)
        }
    }
}

extension EventLoopGroup {
    /// Returns when every event loop has done the tasks that it had when this was called, and one more.
    func everyLoopAnswers() async throws {
        for loop in makeIterator() { try await loop.submit {}.get() }
    }
}
