import Glibc
import Settings

/// A unix socket that listens at a path. Its file is removed when the value ends, if it is still this socket's.
struct ListeningSocket: ~Copyable {
    let path: String
    /// The listening descriptor; whoever serves it closes it.
    let descriptor: Int32
    private let device: dev_t
    private let inode: ino_t

    /// Connections that may wait to be accepted: as many as Dovecot's processes can open at once.
    private static let backlog: Int32 = 4096

    /// Makes a socket at `path` that those may use whom `mode` lets. One that nobody listens at any more is replaced.
    init(path: String, mode: UInt32) throws(ListeningError) {
        try Self.refuseToReplaceAnythingAlive(at: path)
        // Made under another name and then moved to its place, so that it is never there with other permissions than it should.
        let temporary = "\(path).\(getpid())"
        var address = try Self.address(temporary, for: path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("make a socket", path, errno) }
        unlink(temporary)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
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
        device = status.st_dev
        inode = status.st_ino
    }

    deinit {
        var status = stat()
        if stat(path, &status) == 0, status.st_dev == device, status.st_ino == inode { unlink(path) }
    }

    /// Makes the backlog what it was: NIO takes a socket over with one of 128.
    borrowing func restoreBacklog() throws(ListeningError) {
        guard listen(descriptor, Self.backlog) == 0 else { throw .system("listen", path, errno) }
    }

    /// Lets those use the socket whom `mode` lets.
    borrowing func setMode(_ mode: UInt32) throws(ListeningError) {
        guard chmod(path, mode_t(mode)) == 0 else { throw .system("change the mode of the socket", path, errno) }
    }

    private static func refuseToReplaceAnythingAlive(at path: String) throws(ListeningError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system("look at the socket", path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        var address = try self.address(path, for: path)
        let probe = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard probe >= 0 else { throw .system("make a socket", path, errno) }
        defer { close(probe) }
        let isAlive = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        // Only a refusal says that nobody is there: a full backlog, say, is somebody's.
        guard !isAlive, errno == ECONNREFUSED else { throw .alive(path) }
    }

    private static func address(_ file: String, for path: String) throws(ListeningError) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isCopied = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard file.utf8.count < room.count else { return false }
            room.copyBytes(from: file.utf8)
            return true
        }
        guard isCopied else { throw .tooLong(path) }
        return address
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
