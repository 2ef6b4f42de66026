import NIOCore
import Settings
import Supervision

/// A socket that is served, and the protocol that is spoken on it. Another protocol is another value in ``LookupService/endpoints``.
struct Endpoint: Sendable {
    /// The name of the setting with its path.
    let setting: String
    /// Where it listens.
    let path: @Sendable (Settings) -> String
    /// The socket's permission bits.
    let mode: @Sendable (Settings) -> UInt32
    /// The socket that the service manager made; nil if it is made here.
    let passed: PassedSocket?
    /// Makes the handler of a new connection.
    let makeHandler: @Sendable (LookupWorker) -> any ChannelHandler

    /// Dovecot's dict protocol.
    static func dict(passed: PassedSocket?) -> Endpoint {
        Endpoint(
            setting: "socket", path: \.socket, mode: \.socketMode, passed: passed,
            makeHandler: { SessionHandler(DictSession(), worker: $0) })
    }

    /// Opens the socket. Clients wait in its backlog until it is served.
    func open(_ settings: Settings) throws(ListeningError) -> ListeningSocket {
        if let passed { return ListeningSocket(passed: passed) }
        return try ListeningSocket(path: path(settings), mode: mode(settings))
    }
}
