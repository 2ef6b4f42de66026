import Logging
import NIOCore
import NIOPosix
import Settings

/// What all sockets have in common that are served.
struct Listening: Sendable {
    /// Clients are served on the event loops of this group.
    let group: MultiThreadedEventLoopGroup
    /// Clients are accepted on this one of them.
    let loop: any EventLoop
    let workers: WorkerPool
    let log: LookupLog
    let logger: Logger
    /// The limit of clients; on ``loop``.
    let limit: NIOLoopBound<ClientLimit>
    /// Called if a socket closes by itself.
    let onFailure: @Sendable () -> Void
}

/// A socket that is served, with the connections that it accepted.
final class Listener: Sendable {
    private let socket: ListeningSocket
    private let channel: any Channel
    private let acceptor: NIOLoopBound<ClientAcceptor>
    private let listening: Listening

    /// Opens the socket of `endpoint`; nil if it has none. Clients wait until ``accept()``.
    static func open(_ endpoint: Endpoint, _ settings: Settings, _ listening: Listening) async throws -> Listener? {
        guard let socket = try endpoint.open(settings) else { return nil }
        let acceptor = try await listening.loop.submit {
            NIOLoopBound(
                ClientAcceptor(limit: listening.limit.value, log: listening.log, onFailure: listening.onFailure),
                eventLoop: listening.loop)
        }.get()
        let channel = try await ServerBootstrap(group: listening.loop, childGroup: listening.group)
            .serverChannelOption(.autoRead, value: false)
            // One at a time, so that the limit of clients is kept.
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(acceptor.value)
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let worker = listening.workers.worker(of: channel.eventLoop) else {
                        throw ChannelError.operationUnsupported
                    }
                    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
                    try channel.pipeline.syncOperations.addHandler(
                        SessionHandler(endpoint.makeSession(), worker: worker))
                }
            }
            .withBoundSocket(socket.descriptor)
            .get()
        try socket.lengthenBacklog()
        return Listener(socket: socket, channel: channel, acceptor: acceptor, listening: listening)
    }

    private init(
        socket: consuming ListeningSocket, channel: any Channel, acceptor: NIOLoopBound<ClientAcceptor>,
        listening: Listening
    ) {
        self.socket = socket
        self.channel = channel
        self.acceptor = acceptor
        self.listening = listening
    }

    /// Begins to accept.
    func accept() async throws { try await channel.setOption(.autoRead, value: true).get() }

    /// Where it listens, for people.
    var path: String { socket.path }

    /// Sets the socket's permission bits to `mode`, unless the service manager made the socket.
    func setMode(_ mode: UInt32) throws(ListeningError) { try socket.setMode(mode) }

    /// Accepts no more, answers all that the clients have sent, and returns when they have taken it or after `limit`.
    ///
    /// Clients that were not accepted yet stay in the backlog of a socket that the service manager made.
    func drain(atMost limit: TimeAmount) async {
        try? await channel.eventLoop.submit { [acceptor, channel] in acceptor.value.stop(channel) }.get()
        // A connection that was just accepted goes over the event loops three times until it is served; NIO would close it if the
        // listening socket closed meanwhile.
        for _ in 1...3 { try? await listening.group.everyLoopAnswers() }
        do {
            try await channel.eventLoop.flatSubmit { [acceptor, channel] in
                acceptor.value.drain(channel, atMost: limit)
            }.get()
        } catch {
            listening.logger.warning(
                "some clients did not take their replies in time; the server no longer waits for them")
        }
    }
}
