import AccountStore
import Glibc

/// The files that make up an open database: the main file and, in WAL mode, its `-wal` and `-shm`.
struct DatabaseFiles: Equatable {
    let main: FileIdentity
    /// The path of the main file, symbolic links resolved, if the database is in WAL mode; nil outside it.
    let walPath: String?
    /// The `-wal` and the `-shm`. Programs that have another one open do not see each other's changes.
    let log, index: SideFile?

    /// The main file, with the `-wal` and the `-shm` beside `walPath`.
    init(main: FileIdentity, walPath: String?) {
        self.main = main
        self.walPath = walPath
        log = walPath.flatMap { SideFile(at: $0 + "-wal") }
        index = walPath.flatMap { SideFile(at: $0 + "-shm") }
    }

    /// Throws if the main file of the database at `path` was replaced while its `-wal` stayed: SQLite would apply the former database's
    /// log to the new file.
    func expectNoLog(of former: DatabaseFiles, path: String) throws(StoreError) {
        guard !former.main.hasSameInode(as: main), let log = former.log else { return }
        // The path may be a symbolic link: SQLite keeps the -wal beside its target.
        guard let target = realpath(path, nil) else { return }
        defer { free(target) }
        let base = String(cString: target)
        guard let current = SideFile(at: base + "-wal"), current == log, !current.isEmpty else { return }
        throw StoreError(
            .damaged, database: path, problem: "was replaced while the -wal file of the former database is still there",
            advice:
                "stop vmail-dictd and every program that writes to it, remove \(base)-wal and \(base)-shm, start vmail-dictd; "
                + "use \"vmailadm restore\" the next time")
    }
}

/// Which file a `-wal` or `-shm` is. Its size and times are not part of that: they change with each transaction.
struct SideFile: Equatable {
    private let device: dev_t
    private let inode: ino_t
    let isEmpty: Bool

    /// The file at `path`; nil if there is none.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
        isEmpty = status.st_size == 0
    }

    /// Whether both are one file.
    static func == (left: SideFile, right: SideFile) -> Bool {
        left.device == right.device && left.inode == right.inode
    }
}
