public import Logging
import NIOCore

/// What a store gets from the server that it answers.
public struct StoreContext: Sendable {
    /// Runs work on the event loop of the store, from any thread.
    public let execute: @Sendable (@escaping @Sendable () -> Void) -> Void
    /// The server's log.
    public let logger: Logger

    /// The context of a store that belongs to `loop`.
    init(loop: any EventLoop, logger: Logger) {
        execute = { loop.execute($0) }
        self.logger = logger
    }
}
