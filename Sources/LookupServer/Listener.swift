import Logging
import NIOCore
import NIOExtras
import NIOPosix

/// A socket that is served, with the connections that it accepted.
///
/// Each event loop accepts for itself, whichever is first: a connection that is accepted by one loop for another costs as much as
/// three look-ups.
struct Listener: ~Copyable {
    private let socket: ListeningSocket
    private let doors: [Door]
    private let logger: Logger

    /// What one event loop accepts by.
    private struct Door {
        let channel: any Channel
        let quiescing: ServerQuiescingHelper
    }

    private init(socket: consuming ListeningSocket, doors: [Door], logger: Logger) {
        self.socket = socket
        self.doors = doors
        self.logger = logger
    }

    /// Gets ready to serve `socket`; clients wait until ``accept()``.
    static func open(
        _ socket: consuming ListeningSocket, workers: WorkerPool, on group: any EventLoopGroup, logger: Logger
    ) async throws -> Listener {
        var doors: [Door] = []
        do {
            for loop in group.makeIterator() {
                let descriptor = doors.isEmpty ? socket.descriptor : try socket.duplicate()
                doors.append(try await open(descriptor, on: loop, workers: workers, logger: logger))
                try socket.lengthenBacklog()
            }
        } catch {
            for door in doors { try? await door.channel.close() }
            throw error
        }
        return Listener(socket: socket, doors: doors, logger: logger)
    }

    private static func open(
        _ descriptor: Int32, on loop: any EventLoop, workers: WorkerPool, logger: Logger
    ) async throws -> Door {
        let quiescing = ServerQuiescingHelper(group: loop)
        let channel = try await ServerBootstrap(group: loop)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                    try channel.pipeline.syncOperations.addHandler(AcceptPause(logger: logger))
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let worker = workers.worker(of: channel.eventLoop) else {
                        throw ChannelError.operationUnsupported
                    }
                    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
                    try channel.pipeline.syncOperations.addHandler(DictConnection(worker: worker))
                }
            }
            .withBoundSocket(descriptor)
            .get()
        return Door(channel: channel, quiescing: quiescing)
    }

    /// Begins to accept, on all event loops.
    borrowing func accept() async throws {
        for door in doors { try await door.channel.setOption(.autoRead, value: true).get() }
    }

    /// Where it listens, for people.
    var path: String { socket.path }

    /// Lets those use the socket whom `mode` lets.
    borrowing func setMode(_ mode: UInt32) throws(ListeningError) { try socket.setMode(mode) }

    /// Accepts no more, answers all that the clients have sent, and returns when they have taken it or after `limit`.
    ///
    /// Clients that were not accepted yet stay in the backlog, for whoever else holds the socket.
    consuming func drain(atMost limit: TimeAmount) async {
        await withDiscardingTaskGroup { tasks in
            for door in doors { tasks.addTask { [logger] in await Self.drain(door, atMost: limit, logger: logger) } }
        }
    }

    private static func drain(_ door: Door, atMost limit: TimeAmount, logger: Logger) async {
        await settle(door)
        let loop = door.channel.eventLoop
        let drained = loop.makePromise(of: Void.self)
        let isLate = loop.scheduleTask(in: limit) { drained.fail(ChannelError.eof) }
        let done = loop.makePromise(of: Void.self)
        door.quiescing.initiateShutdown(promise: done)
        done.futureResult.whenComplete { _ in drained.succeed() }
        do {
            try await drained.futureResult.get()
            isLate.cancel()
        } catch {
            logger.warning("some clients did not take their replies in time; they are not waited for any longer")
        }
    }

    /// Stops accepting, and waits for the connections that were accepted to be set up and registered: NIO would close those on
    /// their way unheard.
    private static func settle(_ door: Door) async {
        try? await door.channel.setOption(.autoRead, value: false).get()
        for _ in 1...3 { try? await door.channel.eventLoop.submit {}.get() }
    }
}
