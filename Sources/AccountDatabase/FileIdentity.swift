import Glibc

/// Which file a path names, and in which state: what stat(2) tells of it.
package struct FileIdentity: Equatable {
    private let device: dev_t
    private let inode: ino_t
    /// In bytes.
    private let size: off_t
    /// When the file was last written to or otherwise changed.
    private let changed: (seconds: Int, nanoseconds: Int)

    /// Looks at `path`, symbolic links followed.
    package init(of path: String) throws(DatabaseError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR {
                throw DatabaseError(.missing, path: path, detail: "does not exist")
            }
            throw DatabaseError(
                .unreadable, path: path, detail: "can't be reached (\(String(cString: strerror(code))))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DatabaseError(.unreadable, path: path, detail: "is not a file")
        }
        device = status.st_dev
        inode = status.st_ino
        size = status.st_size
        changed = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
    }

    /// True if `later` is the same file, which may have been written to, but was not cut short.
    func isSameFile(as later: FileIdentity) -> Bool {
        device == later.device && inode == later.inode && later.size >= size
    }

    package static func == (left: FileIdentity, right: FileIdentity) -> Bool {
        left.device == right.device && left.inode == right.inode && left.size == right.size
            && left.changed == right.changed
    }
}
