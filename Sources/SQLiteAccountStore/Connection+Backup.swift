import AccountStore
import CSQLite

extension Connection {
    /// Copies the whole database, as it is at one moment, into `destination` with SQLite's online backup.
    ///
    /// Readers go on meanwhile; writers wait (sqlite.org/backup.html).
    package func backUp(to destination: borrowing Connection) throws(StoreError) {
        guard let backup = sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw destination.error(sqlite3_errcode(destination.handle))
        }
        let allPages: Int32 = -1
        let code = sqlite3_backup_step(backup, allPages)
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw StoreError(code: code, connection: nil, path: path) }
        guard end == SQLITE_OK else { throw destination.error(end) }
    }
}
