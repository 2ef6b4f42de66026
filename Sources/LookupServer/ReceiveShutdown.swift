import Glibc
import NIOCore

extension ChannelHandlerContext {
    /// Lets the client send no more (shutdown(2), SHUT_RD); false if that is not to be had.
    ///
    /// What it has sent is still read, and then comes `inputClosed`, as if the client had closed its half: so each command that was
    /// sent is answered, and the client's next one fails at once.
    func shutdownReceiving() -> Bool {
        let isDone = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            shutdown($0, Int32(SHUT_RD)) == 0
        }
        return isDone ?? false
    }
}
