import Glibc
import Supervision

/// A unix socket that listens: one of our own at a path, whose file is removed when the value ends, if it is still this socket's;
/// or one that the service manager made, whose file is the service manager's.
struct ListeningSocket: ~Copyable {
    /// Where it listens, for people.
    let path: String
    /// The listening descriptor; whoever serves it closes it.
    let descriptor: Int32
    /// What is at `path`; nil if that is not ours.
    private let file: (device: dev_t, inode: ino_t)?

    /// Connections that may wait to be accepted: as many as Dovecot's processes can open at once.
    private static let backlog: Int32 = 4096

    /// Makes a socket at `path` that those may use whom `mode` lets. One that nobody listens at any more is replaced.
    init(path: String, mode: UInt32) throws(ListeningError) {
        try Self.refuseToReplaceAnythingAlive(at: path)
        // Made under another name and then moved to its place, so that it is never there with other permissions than it should.
        let temporary = "\(path).\(getpid())"
        guard let address = UnixSocketAddress(path: temporary) else { throw .tooLong(path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("make a socket", path, errno) }
        unlink(temporary)
        let isBound = address.withSockaddr { bind(descriptor, $0, $1) == 0 }
        var status = stat()
        guard isBound, chmod(temporary, mode_t(mode)) == 0, listen(descriptor, Self.backlog) == 0,
            stat(temporary, &status) == 0, rename(temporary, path) == 0
        else {
            let code = errno
            if isBound { unlink(temporary) }
            close(descriptor)
            throw .system("listen", path, code)
        }
        self.path = path
        self.descriptor = descriptor
        file = (status.st_dev, status.st_ino)
    }

    /// The socket that the service manager passed. What is served, and closed in the end, is another descriptor of it: the one that
    /// was passed stays open, for the process that this one may become.
    init(passed: PassedSocket) throws(ListeningError) {
        path = passed.path ?? "a socket without a path"
        descriptor = fcntl(passed.descriptor, F_DUPFD_CLOEXEC, passed.descriptor + 1)
        file = nil
        guard descriptor >= 0 else { throw .system("serve the socket of the service manager", path, errno) }
    }

    deinit {
        var status = stat()
        if let file, stat(path, &status) == 0, status.st_dev == file.device, status.st_ino == file.inode {
            unlink(path)
        }
    }

    /// Another descriptor of the socket, for somebody else who serves it and closes it.
    borrowing func duplicate() throws(ListeningError) -> Int32 {
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0 else { throw .system("serve the socket with all event loops", path, errno) }
        return duplicate
    }

    /// Makes the backlog long again: NIO takes a socket over with one of 128. That of a passed socket can't be known.
    borrowing func lengthenBacklog() throws(ListeningError) {
        guard listen(descriptor, Self.backlog) == 0 else { throw .system("listen", path, errno) }
    }

    /// Lets those use the socket whom `mode` lets; does nothing to the service manager's.
    borrowing func setMode(_ mode: UInt32) throws(ListeningError) {
        guard file != nil else { return }
        guard chmod(path, mode_t(mode)) == 0 else { throw .system("change the mode of the socket", path, errno) }
    }

    private static func refuseToReplaceAnythingAlive(at path: String) throws(ListeningError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system("look at the socket", path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        guard let address = UnixSocketAddress(path: path) else { throw .tooLong(path) }
        let probe = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard probe >= 0 else { throw .system("make a socket", path, errno) }
        defer { close(probe) }
        let isAlive = address.withSockaddr { connect(probe, $0, $1) == 0 }
        // Only a refusal says that nobody is there: a full backlog, say, is somebody's.
        guard !isAlive, errno == ECONNREFUSED else { throw .alive(path) }
    }
}

/// Why there is no socket to serve.
enum ListeningError: Error, Equatable, CustomStringConvertible {
    /// Another server listens at the path.
    case alive(String)
    /// Something else than a socket is at the path.
    case notASocket(String)
    /// The path does not fit into a socket's address.
    case tooLong(String)
    /// The system refused; the `errno`.
    case system(String, String, Int32)

    var description: String {
        switch self {
        case .alive(let path): "\(path): another server listens there; end it, or set another socket"
        case .notASocket(let path): "\(path): is there and is not a socket; remove it, or set another socket"
        case .tooLong(let path): "\(path): is too long a path for a socket"
        case .system(let action, let path, let code): "\(path): can't \(action) (\(String(cString: strerror(code))))"
        }
    }
}
