import AccountStore
import CSQLite
import Glibc

extension StoreError {
    /// The error that SQLite reports with `code` on `connection`, or on opening it.
    init(code: Int32, connection: OpaquePointer?, path: String) {
        let message = String(cString: connection.flatMap(sqlite3_errmsg) ?? sqlite3_errstr(code))
        let systemError = connection.map(sqlite3_system_errno) ?? 0
        let (kind, problem, advice) = Self.meaning(of: code, message: message, systemError: systemError, path: path)
        self.init(kind, database: path, problem: problem, advice: advice)
    }

    // SQLITE_READONLY_RECOVERY, _ROLLBACK, _DBMOVED and _DIRECTORY: macros that Swift does not import.
    private static let (readonlyRecovery, readonlyRollback) = (SQLITE_READONLY | 1 << 8, SQLITE_READONLY | 3 << 8)
    private static let (readonlyMoved, readonlyDirectory) = (SQLITE_READONLY | 4 << 8, SQLITE_READONLY | 6 << 8)

    /// The table from SQLite's result codes (sqlite.org/rescode.html) to kinds.
    private static func meaning(
        of code: Int32, message: String, systemError: Int32, path: String
    ) -> (Kind, problem: String, advice: String?) {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            (.locked, "is locked by another program", nil)
        case SQLITE_NOTADB:
            (.damaged, "is not an SQLite database", nil)
        case SQLITE_CORRUPT:
            (.damaged, "is damaged (\(message))", nil)
        case SQLITE_READONLY where [readonlyRollback, readonlyRecovery].contains(code):
            (
                .notPermitted, "has a hot journal: a program was killed in the middle of a transaction",
                "run \"vmailadm domain list\" as its owner, which rolls it back; if the file was replaced since then, remove "
                    + "\(path)-journal instead"
            )
        case SQLITE_READONLY where code == readonlyDirectory:
            (
                .notPermitted, "cannot be written: this user may not make its journal in the directory",
                "let the user write to the directory"
            )
        case SQLITE_READONLY where code == readonlyMoved:
            (.other, "was replaced or removed while it was open", nil)
        case SQLITE_READONLY:
            (
                .notPermitted,
                "is in WAL mode, and its -shm file is missing and cannot be made by this user (\(message))",
                "let the user write to the directory, or set PRAGMA journal_mode = DELETE"
            )
        case SQLITE_CANTOPEN where [EMFILE, ENFILE].contains(systemError):
            (.other, "cannot be opened: too many open files", "raise the limit of open files")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            (.notPermitted, "cannot be opened (\(message))", nil)
        case SQLITE_ERROR where message.hasPrefix("no such "):
            (.wrongSchema, "is not the HOWTO's database (\(message))", nil)
        case SQLITE_CONSTRAINT:
            (.constraint, "refuses the change (\(message))", nil)
        default:
            (.other, "cannot be read (\(message), SQLite code \(code))", nil)
        }
    }
}
