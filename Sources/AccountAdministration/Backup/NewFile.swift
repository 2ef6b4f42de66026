import Glibc

/// A file with accounts in it that is being made: it gets its name when it is whole, and is gone if it never is.
public struct NewFile: ~Copyable {
    /// Its permissions: there are hashes in it.
    private static let mode: mode_t = 0o600

    private let path: String
    /// What it is called meanwhile.
    let draft: String
    /// Open for writing.
    public let descriptor: Int32

    /// Begins the file `path`, which must not be there.
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
        // Unlike rename(2), link(2) does not replace what somebody else has put there meanwhile.
        guard fsync(descriptor) == 0, link(draft, path) == 0 else {
            throw errno == EEXIST ? Self.exists(path) : Self.failure(path)
        }
    }

    private static func exists(_ path: String) -> AdministrationError {
        AdministrationError(.no, "\(path): exists already, and is left as it is")
    }

    private static func failure(_ path: String) -> AdministrationError {
        AdministrationError(.temporary, "\(path): can't be made (\(String(cString: strerror(errno))))")
    }
}
