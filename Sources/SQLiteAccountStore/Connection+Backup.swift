import AccountStore
import CSQLite

extension Connection {
    /// Copies the whole database into that of `destination`, as it is at one moment, by SQLite's online backup.
    ///
    /// Others may go on reading; who writes waits until it is done (sqlite.org/backup.html).
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
