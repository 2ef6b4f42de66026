import Glibc
import Supervision

/// A unix socket that listens. If the server made it, its file is removed when the value ends, unless another socket's has replaced it;
/// the file of a socket that the service manager made stays.
struct ListeningSocket: ~Copyable {
    /// Where it listens, for people.
    let path: String
    /// The listening descriptor. The channel that serves it closes it.
    let descriptor: Int32
    /// The file at `path`; nil if the service manager made it.
    private let file: (device: dev_t, inode: ino_t)?

    /// Connections that may wait to be accepted: as many as Dovecot's processes can open at once.
    private static let backlog: Int32 = 4096

    /// Makes a socket at `path` with the permission bits `mode`. A socket without a server is replaced.
    init(path: String, mode: UInt32) throws(ListeningError) {
        try Self.refuseToReplaceAnythingAlive(at: path)
        // Made under another name and then renamed, so that it never has other permissions at its path.
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

    /// The socket that the service manager passed.
    init(passed: PassedSocket) {
        path = passed.path ?? "a socket without a path"
        descriptor = passed.descriptor
        file = nil
    }

    deinit {
        var status = stat()
        if let file, stat(path, &status) == 0, status.st_dev == file.device, status.st_ino == file.inode {
            unlink(path)
        }
    }

    /// Lengthens the backlog, which NIO sets to 128 for a socket that it takes over, whatever the option says. (A socket that NIO binds
    /// itself would listen before its permissions are set.)
    borrowing func lengthenBacklog() throws(ListeningError) {
        guard listen(descriptor, Self.backlog) == 0 else { throw .system("listen", path, errno) }
    }

    /// Sets the socket's permission bits to `mode`; does nothing to the service manager's.
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
        // Only ECONNREFUSED says that there is no server: a server's full backlog is another error.
        guard !isAlive, errno == ECONNREFUSED else { throw .alive(path) }
    }
}
