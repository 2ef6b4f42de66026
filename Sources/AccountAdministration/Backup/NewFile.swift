import Glibc

/// A new file with accounts in it. It gets its name when it is complete, and is removed if it never is.
package struct NewFile: ~Copyable {
    private let path: String
    private let subject: String
    /// Its name until it is complete.
    let draft: String
    package let descriptor: Int32

    /// Begins the file `path`, which must not exist. Only its owner may read it: it holds hashes.
    package init(_ path: String) throws(AdministrationError) { try self.init(path, mode: 0o600, subject: path) }

    /// Begins the file `path` with the permissions `mode`. Errors call it `subject`.
    init(_ path: String, mode: mode_t, subject: String) throws(AdministrationError) {
        var status = stat()
        guard lstat(path, &status) != 0 else { throw Self.exists(subject) }
        let draft = "\(path).new-\(getpid())"
        let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Self.failure(subject) }
        self.path = path
        self.subject = subject
        self.draft = draft
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        unlink(draft)
    }

    package consuming func finish() throws(AdministrationError) {
        // Unlike rename(2), link(2) does not replace a file that another program has made since.
        guard fsync(descriptor) == 0, link(draft, path) == 0 else {
            throw errno == EEXIST ? Self.exists(subject) : Self.failure(subject)
        }
    }

    private static func exists(_ subject: String) -> AdministrationError {
        .no("\(subject): exists already, and is left as it is")
    }

    private static func failure(_ subject: String) -> AdministrationError {
        .temporary("\(subject): cannot be made (\(String(cString: strerror(errno))))")
    }
}
