import AccountStore
import CSQLite

extension Connection {
    /// Copies the whole database, as it is at one moment, into `destination` with SQLite's online backup.
    ///
    /// Readers go on meanwhile; writers wait (sqlite.org/backup.html).
    package func backUp(to destination: borrowing Connection) throws(StoreError) {
        try copy(to: destination, lockedPath: path)
    }

    /// Replaces the content of the live database of `destination` by this database, in one transaction and under its locks.
    ///
    /// A destination in WAL mode must have the page size of this database: SQLite refuses another one.
    package func restore(into destination: borrowing Connection) throws(StoreError) {
        try copy(to: destination, lockedPath: destination.path)
    }

    private func copy(to destination: borrowing Connection, lockedPath: String) throws(StoreError) {
        guard let backup = sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw destination.error(sqlite3_errcode(destination.handle))
        }
        let allPages: Int32 = -1
        let code = sqlite3_backup_step(backup, allPages)
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw StoreError(code: code, connection: nil, path: lockedPath) }
        guard end == SQLITE_OK else { throw destination.error(end) }
    }

    /// Throws if `file`, the database file, was cut inside its last page: SQLite would read zeros in place of what is missing, and find
    /// no row there.
    package func expectWholePages(of file: FileIdentity) throws(StoreError) {
        let pageSize = try row(LookupStatements.pageSize) { $0.integer(0) } ?? nil
        guard let pageSize, pageSize > 0, Int64(file.size) % pageSize == 0 else {
            throw StoreError(
                .damaged, database: path,
                problem: "was cut short: its length, \(file.size) bytes, is no multiple of its page size")
        }
    }
}
