import AccountStore
import Glibc

/// Which file a path names, and in which state.
package struct FileIdentity: Equatable {
    private let device: dev_t
    private let inode: ino_t
    /// The length in bytes.
    let size: off_t
    /// When the file was last written to or otherwise changed.
    private let changed: (seconds: Int, nanoseconds: Int)

    /// Looks at `path`, symbolic links followed.
    package init(of path: String) throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR {
                throw StoreError(.missing, database: path, problem: "does not exist")
            }
            throw StoreError(
                code == EACCES ? .notPermitted : .other, database: path,
                problem: "cannot be reached (\(String(cString: strerror(code))))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.notPermitted, database: path, problem: "is not a file")
        }
        device = status.st_dev
        inode = status.st_ino
        size = status.st_size
        changed = (status.st_ctim.tv_sec, status.st_ctim.tv_nsec)
    }

    /// True if both are one file, whatever happened to its content.
    package func hasSameInode(as other: FileIdentity) -> Bool { device == other.device && inode == other.inode }

    /// True if `later` is the same file, which may have been written to, but was not cut short.
    func isSameFile(as later: FileIdentity) -> Bool {
        hasSameInode(as: later) && later.size >= size
    }

    package static func == (left: FileIdentity, right: FileIdentity) -> Bool {
        left.device == right.device && left.inode == right.inode && left.size == right.size
            && left.changed == right.changed
    }
}
