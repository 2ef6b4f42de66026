import Glibc

/// Which file a path names: two looks that give the same identity saw the same file.
package struct FileIdentity: Equatable {
    let device: UInt64
    let inode: UInt64
    /// In bytes.
    let size: Int64

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
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
    }

    /// True if a connection that was opened on `self` may go on reading when the path now names `current`.
    ///
    /// A file that has shrunk was written over in place: to go on reading its mapped pages could end the process.
    func stillServes(_ current: FileIdentity) -> Bool {
        device == current.device && inode == current.inode && current.size >= size
    }
}
