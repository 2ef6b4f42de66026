import Logging
import NIOCore
import NIOExtras
import NIOPosix

/// A socket that is served, with the connections that it accepted.
struct Listener: ~Copyable {
    private let socket: ListeningSocket
    private let quiescing: ServerQuiescingHelper
    private let channel: any Channel
    private let group: any EventLoopGroup
    private let logger: Logger

    private init(
        socket: consuming ListeningSocket, quiescing: ServerQuiescingHelper, channel: any Channel,
        group: any EventLoopGroup, logger: Logger
    ) {
        self.socket = socket
        self.quiescing = quiescing
        self.channel = channel
        self.group = group
        self.logger = logger
    }

    /// Begins to serve `socket`.
    static func open(
        _ socket: consuming ListeningSocket, workers: WorkerPool, on group: any EventLoopGroup, logger: Logger
    ) async throws -> Listener {
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
                    try channel.pipeline.syncOperations.addHandler(ConnectionCounter(worker: worker))
                }
            }
            .withBoundSocket(socket.descriptor)
            .get()
        try socket.restoreBacklog()
        return Listener(socket: socket, quiescing: quiescing, channel: channel, group: group, logger: logger)
    }

    /// Where it listens, for people.
    var path: String { socket.path }

    /// Lets those use the socket whom `mode` lets.
    borrowing func setMode(_ mode: UInt32) throws(ListeningError) { try socket.setMode(mode) }

    /// Accepts no more, answers all that the clients have sent, and returns when they have taken it or after `limit`.
    ///
    /// Clients that were not accepted yet stay in the backlog, for whoever else holds the socket.
    consuming func drain(atMost limit: TimeAmount) async {
        await settle()
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

    /// Stops accepting, and waits for the connections that were accepted to arrive at their event loops: NIO would close those on
    /// their way unheard. They go to their loop to be set up, back to the listener's, and to theirs again to be registered.
    private borrowing func settle() async {
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 1...3 { try? await group.everyLoopAnswers() }
    }
}
