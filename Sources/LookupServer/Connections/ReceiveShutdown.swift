import Glibc
import NIOCore

extension ChannelHandlerContext {
    /// Closes the receiving half of the socket (shutdown(2), SHUT_RD); false if the channel has no socket.
    ///
    /// What the client has sent is still read, and then comes `inputClosed`, as if the client had closed its half: each command that was
    /// sent is answered, and the client's next one fails at once.
    func shutdownReceiving() -> Bool {
        let isDone = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            shutdown($0, Int32(SHUT_RD)) == 0
        }
        return isDone ?? false
    }
}
