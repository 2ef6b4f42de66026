import Glibc
import Logging
import NIOCore

/// Accepts the clients of one socket, and knows which of them are connected.
final class ClientAcceptor: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let limit: ClientLimit
    private let log: LookupLog
    /// Called if the socket closes without ``drain(_:atMost:)``.
    private let onFailure: @Sendable () -> Void
    private var clients: [ObjectIdentifier: any Channel] = [:]
    private var isWaiting = false
    /// True once no more clients are to be accepted.
    private var isStopped = false
    /// Completed when the last client has gone; nil before ``drain(_:atMost:)``.
    private var drained: EventLoopPromise<Void>?

    init(limit: ClientLimit, log: LookupLog, onFailure: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.log = log
        self.onFailure = onFailure
    }

    /// What ends by itself after a while. NIO goes on after these errors, and closes the socket after nearly all others.
    private static let passingErrors = [EMFILE, ENFILE, ENOBUFS, ENOMEM]
    /// How long to accept nothing after such an error. At once, the next attempt would fail as well.
    private static let pause = TimeAmount.seconds(1)

    func read(context: ChannelHandlerContext) {
        guard !isWaiting else { return }
        isWaiting = true
        limit.whenThereIsRoom {
            self.isWaiting = false
            if !self.isStopped { context.read() }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let client = unwrapInboundIn(data)
        clients[ObjectIdentifier(client)] = client
        limit.add(client, on: context.eventLoop)
        client.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { _ in
            self.clients[ObjectIdentifier(client)] = nil
            self.finishIfDrained()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isPassing = (error as? IOError).map { Self.passingErrors.contains($0.errnoCode) } ?? false
        let text = "a client could not be accepted (\(error))" + (isPassing ? "; it is tried again in a second" : "")
        log.report(Notice(level: .error, kind: text, text: text))
        guard isPassing, !isStopped else { return }
        // NIO's AcceptBackoffHandler holds back the next read, but NIO tries the one that failed again and again.
        let options = context.channel.syncOptions
        try? options?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            if !self.isStopped { try? options?.setOption(.autoRead, value: true) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if drained == nil { onFailure() }
        context.fireChannelInactive()
    }

    /// Accepts no more clients.
    func stop(_ channel: any Channel) {
        isStopped = true
        try? channel.syncOptions?.setOption(.autoRead, value: false)
    }

    /// Closes the socket, lets every client's connection end when what was sent is answered, and returns a future of the end of the last
    /// one. It fails if that takes longer than `limit`.
    func drain(_ channel: any Channel, atMost limit: TimeAmount) -> EventLoopFuture<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let timeout = channel.eventLoop.scheduleTask(in: limit) { promise.fail(ChannelError.eof) }
        promise.futureResult.whenComplete { _ in timeout.cancel() }
        drained = promise
        channel.close(promise: nil)
        for client in clients.values { client.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        finishIfDrained()
        return promise.futureResult
    }

    private func finishIfDrained() {
        if clients.isEmpty { drained?.succeed() }
    }
}
