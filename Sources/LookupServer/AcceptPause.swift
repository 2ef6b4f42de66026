import Glibc
import Logging
import NIOCore

/// Pauses accepting when the process has no descriptor left for another client: to try again at once would only keep a core busy.
/// Those who wait do so in the backlog.
final class AcceptPause: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    private static let pause = TimeAmount.seconds(1)

    private let logger: Logger
    private var isPaused = false

    init(logger: Logger) { self.logger = logger }

    func read(context: ChannelHandlerContext) {
        if !isPaused { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE].contains(error.errnoCode) else {
            // Of some of these NIO thinks that nothing more can be accepted, and closes.
            logger.error("a client could not be accepted (\(error)); if that goes on, restart vmail-dictd")
            context.fireErrorCaught(error)
            return
        }
        guard !isPaused else { return }
        isPaused = true
        logger.error("no more clients can be served now (\(error)); raise the limit of open files")
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.isPaused = false
            context.read()
        }
    }
}
