import CSQLite

/// Why the database gave no answer. Never a statement about a user: whoever meets one can't tell, and says so.
public struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is, as far as it matters to a caller.
    public enum Kind: Equatable, Sendable {
        /// Somebody else holds a lock; the same question may be answered a moment later.
        case locked
        /// There is no file at the path.
        case missing
        /// The file can't be opened or read as it is: permissions, a directory, a WAL file that can't be made.
        case unreadable
        /// The file is no SQLite database, or a damaged one.
        case corrupt
        /// The tables or columns of the HOWTO are not there.
        case schema
        /// Two rows for one name, where the HOWTO's UNIQUE allows one.
        case ambiguous
        /// A constraint refused a change.
        case constraint
        /// Anything else.
        case other
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// The database file.
    public let path: String
    /// SQLite's extended result code (sqlite.org/rescode.html); 0 where SQLite was not the one to complain.
    public let code: Int32
    /// What is wrong and what helps, without a bound value.
    public let detail: String

    /// An error of our own finding.
    public init(_ kind: Kind, path: String, detail: String, code: Int32 = 0) {
        self.kind = kind
        self.path = path
        self.code = code
        self.detail = detail
    }

    /// One line: the file, what happened, what to do.
    public var description: String { "database \(path): \(detail)" }
}

extension DatabaseError {
    /// The error that SQLite reports on `connection`, or on opening it.
    init(code: Int32, connection: OpaquePointer?, path: String) {
        let message = String(cString: connection.flatMap(sqlite3_errmsg) ?? sqlite3_errstr(code))
        let (kind, detail) = Self.meaning(of: code, message: message)
        self.init(kind, path: path, detail: detail, code: code)
    }

    /// SQLITE_READONLY_ROLLBACK and SQLITE_READONLY_RECOVERY, which are macros that Swift does not see.
    private static let (readonlyRollback, readonlyRecovery) = (SQLITE_READONLY | 3 << 8, SQLITE_READONLY | 1 << 8)

    /// The table from SQLite's result codes to ours.
    private static func meaning(of code: Int32, message: String) -> (Kind, String) {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            (.locked, "is locked by another program")
        case SQLITE_NOTADB:
            (.corrupt, "is not an SQLite database; restore it from a backup")
        case SQLITE_CORRUPT:
            (.corrupt, "is damaged (\(message)); check it with PRAGMA integrity_check, or restore a backup")
        case SQLITE_READONLY where [readonlyRollback, readonlyRecovery].contains(code):
            (
                .unreadable,
                "has an unfinished change of a program that was killed; run \"vmailadm domain list\" as its owner, which undoes it"
            )
        case SQLITE_READONLY:
            (
                .unreadable,
                "is in WAL mode, and its -shm file is neither there nor can this user make it (\(message)); let the user write to "
                    + "the directory, or set PRAGMA journal_mode = DELETE"
            )
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            (
                .unreadable,
                "can't be opened (\(message)); check its permissions, and in WAL mode those of its directory"
            )
        case SQLITE_ERROR where message.hasPrefix("no such "):
            (.schema, "is not the HOWTO's database (\(message))")
        case SQLITE_CONSTRAINT:
            (.constraint, "refuses the change (\(message))")
        default:
            (.other, "can't be read (\(message), SQLite code \(code))")
        }
    }
}
