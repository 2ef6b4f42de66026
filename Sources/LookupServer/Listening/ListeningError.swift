import Glibc

/// Why there is no socket to serve.
enum ListeningError: Error, Equatable, CustomStringConvertible {
    /// Another server listens at the path.
    case alive(String)
    /// The file at the path is no socket.
    case notASocket(String)
    /// The path does not fit into a socket's address.
    case tooLong(String)
    /// A socket that was served has closed.
    case closed
    /// The system refused; the `errno`.
    case system(String, String, Int32)

    var description: String {
        switch self {
        case .alive(let path): "\(path): another server listens there; end it, or set another socket"
        case .notASocket(let path): "\(path): is not a socket; remove it, or set another socket"
        case .tooLong(let path): "\(path): is too long a path for a socket"
        case .closed: "a listening socket has closed; the server ends, to be started again"
        case .system(let action, let path, let code): "\(path): cannot \(action) (\(String(cString: strerror(code))))"
        }
    }
}
