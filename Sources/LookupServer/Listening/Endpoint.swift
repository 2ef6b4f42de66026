import Settings
import Supervision

/// A socket that is served, and the protocol that is spoken on it. Another protocol is another value in ``all(passed:)``.
struct Endpoint: Sendable {
    /// The name of the setting with its path.
    let setting: String
    /// Where it listens; nil if the settings name no socket.
    let path: @Sendable (Settings) -> String?
    /// The socket's permission bits.
    let mode: @Sendable (Settings) -> UInt32
    /// The socket that the service manager made; nil if it is made here.
    let passed: PassedSocket?
    /// Makes the session of a new connection.
    let makeSession: @Sendable () -> any Session

    /// Dovecot's dict protocol.
    static func dict(passed: PassedSocket?) -> Endpoint {
        Endpoint(
            setting: "socket", path: \.socket, mode: \.socketMode, passed: passed,
            makeSession: { DictSession() })
    }

    /// Postfix's socketmap protocol.
    static func postfix(passed: PassedSocket?) -> Endpoint {
        Endpoint(
            setting: "postfix_socket", path: \.postfixSocket, mode: \.postfixSocketMode, passed: passed,
            makeSession: { SocketmapSession() })
    }

    /// Every endpoint, on these sockets of the service manager where there are such.
    static func all(passed: PassedSockets) -> [Endpoint] {
        [.dict(passed: passed.dict), .postfix(passed: passed.postfix)]
    }

    /// Opens the socket; nil if there is none. Clients wait in its backlog until it is served.
    func open(_ settings: Settings) throws(ListeningError) -> ListeningSocket? {
        if let passed { return ListeningSocket(passed: passed) }
        guard let path = path(settings) else { return nil }
        return try ListeningSocket(path: path, mode: mode(settings))
    }
}
