import NIOCore

/// Counts the clients of an event loop. It stands behind ``DictConnection``, which passes on neither what is read nor what is written.
final class ConnectionCounter: ChannelInboundHandler {
    typealias InboundIn = Never

    private let worker: LookupWorker

    init(worker: LookupWorker) { self.worker = worker }

    func channelActive(context: ChannelHandlerContext) {
        worker.counters.countConnection()
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        worker.counters.countDisconnection()
        context.fireChannelInactive()
    }
}
