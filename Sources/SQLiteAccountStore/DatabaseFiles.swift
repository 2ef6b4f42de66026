import AccountStore
import Glibc

/// The files that make up an open database: the main file and, in WAL mode, its `-wal`.
struct DatabaseFiles: Equatable {
    let main: FileIdentity
    /// The path of the `-wal`; nil outside WAL mode.
    let logPath: String?
    /// The `-wal`; nil if there is none, or outside WAL mode.
    let log: LogIdentity?

    /// The main file, with the `-wal` that is at `logPath`.
    init(main: FileIdentity, logPath: String?) {
        self.main = main
        self.logPath = logPath
        log = logPath.flatMap { LogIdentity(at: $0) }
    }

    /// Throws if the main file of the database at `path` was replaced while its `-wal` stayed: SQLite would apply the former database's
    /// log to the new file.
    func expectNoLog(of former: DatabaseFiles, path: String) throws(StoreError) {
        guard !former.main.hasSameInode(as: main), let log = former.log else { return }
        // The path may be a symbolic link: SQLite keeps the -wal beside what it leads to.
        guard let resolved = realpath(path, nil) else { return }
        defer { free(resolved) }
        guard log.isInUse(LogIdentity(at: String(cString: resolved) + "-wal")) else { return }
        throw StoreError(
            .damaged, database: path, problem: "was replaced while the -wal file of the former database is still there",
            advice:
                "stop vmail-dictd and all that write to it, remove \(path)-wal and \(path)-shm and start vmail-dictd; "
                + "use \"vmailadm restore\" the next time")
    }
}

/// Which file a `-wal` is. Its size and times are not part of that: they change with each transaction.
struct LogIdentity: Equatable {
    private let device: dev_t
    private let inode: ino_t
    private let isEmpty: Bool

    /// The `-wal` at `path`; nil if there is none.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
        isEmpty = status.st_size == 0
    }

    /// Whether both are one file.
    static func == (left: LogIdentity, right: LogIdentity) -> Bool {
        left.device == right.device && left.inode == right.inode
    }

    /// Whether `later` is the same file and has content.
    func isInUse(_ later: LogIdentity?) -> Bool { self == later && later?.isEmpty == false }
}
