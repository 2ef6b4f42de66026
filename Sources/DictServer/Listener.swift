import Logging
import NIOCore
import NIOExtras
import NIOPosix
import Settings

/// A socket that is served, with the connections that it accepted.
struct Listener: ~Copyable {
    private let socket: ListeningSocket
    private let quiescing: ServerQuiescingHelper
    private let channel: any Channel
    private let logger: Logger

    private init(
        socket: consuming ListeningSocket, quiescing: ServerQuiescingHelper, channel: any Channel, logger: Logger
    ) {
        self.socket = socket
        self.quiescing = quiescing
        self.channel = channel
        self.logger = logger
    }

    /// Begins to serve the socket of `settings`.
    static func open(
        _ settings: Settings, workers: WorkerPool, on group: any EventLoopGroup, logger: Logger
    ) async throws -> Listener {
        let socket = try ListeningSocket(path: settings.socket, mode: settings.socketMode)
        let quiescing = ServerQuiescingHelper(group: group)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                    try channel.pipeline.syncOperations.addHandler(AcceptPause(logger: logger))
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let worker = workers.worker(of: channel.eventLoop) else {
                        throw ChannelError.operationUnsupported
                    }
                    try channel.pipeline.syncOperations.addHandler(DictConnection(worker: worker, logger: logger))
                }
            }
            .withBoundSocket(socket.descriptor)
            .get()
        try socket.restoreBacklog()
        return Listener(socket: socket, quiescing: quiescing, channel: channel, logger: logger)
    }

    /// Lets those use the socket whom `mode` lets.
    borrowing func setMode(_ mode: UInt32) throws(ListeningError) { try socket.setMode(mode) }

    /// Accepts no more, lets the connections end what they are at, and returns when they have or after `limit`.
    consuming func drain(atMost limit: TimeAmount) async {
        let drained = channel.eventLoop.makePromise(of: Void.self)
        let isLate = channel.eventLoop.scheduleTask(in: limit) { drained.fail(ChannelError.eof) }
        let done = channel.eventLoop.makePromise(of: Void.self)
        quiescing.initiateShutdown(promise: done)
        done.futureResult.whenComplete { _ in drained.succeed() }
        do {
            try await drained.futureResult.get()
            isLate.cancel()
        } catch {
            logger.warning("some clients did not take their replies in time; their connections are closed")
        }
    }
}
