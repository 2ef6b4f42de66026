import Glibc

/// A new file with accounts in it. It gets its name when it is complete, and is removed if it never is.
public struct NewFile: ~Copyable {
    /// Its permissions: it holds hashes.
    private static let mode: mode_t = 0o600

    private let path: String
    /// Its name until then.
    let draft: String
    /// Open for writing.
    public let descriptor: Int32

    /// Begins the file `path`, which must not exist.
    public init(_ path: String) throws(AdministrationError) {
        var status = stat()
        guard lstat(path, &status) != 0 else { throw Self.exists(path) }
        let draft = "\(path).new-\(getpid())"
        let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, Self.mode)
        guard descriptor >= 0 else { throw Self.failure(path) }
        self.path = path
        self.draft = draft
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        unlink(draft)
    }

    /// Gives it its name.
    public consuming func finish() throws(AdministrationError) {
        // Unlike rename(2), link(2) does not replace a file that another program has made since.
        guard fsync(descriptor) == 0, link(draft, path) == 0 else {
            throw errno == EEXIST ? Self.exists(path) : Self.failure(path)
        }
    }

    private static func exists(_ path: String) -> AdministrationError {
        AdministrationError(.no, "\(path): exists already, and is left as it is")
    }

    private static func failure(_ path: String) -> AdministrationError {
        AdministrationError(.temporary, "\(path): cannot be made (\(String(cString: strerror(errno))))")
    }
}
