import CSQLite
import Foundation

/// A database of its own for a test, with a settings file beside it, and vmailadm to change it.
struct TestDatabase: Sendable {
    let folder: TemporaryFolder
    var path: String { folder.path("mail.sqlite") }
    var socket: String { folder.path("dict.sock") }
    var config: String { folder.path("vmail-auth.conf") }

    /// A database as `vmailadm init` makes it, and then `statements`.
    init(example: Bool = false, _ statements: String = "") throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            database = \(folder.path("mail.sqlite"))
            socket = \(folder.path("dict.sock"))
            vmail_root = \(folder.path("vmail"))
            myhostname = myhostname.example.com
            busy_timeout = 0
            password_min_length = 1

            """, to: "vmail-auth.conf")
        let made = try vmailadm(["init"] + (example ? ["--example"] : []))
        guard made.status == 0 else { throw Vmailadm.Failure(description: made.errors) }
        try execute(statements)
    }

    /// Runs `vmailadm` with the settings of this database.
    func vmailadm(_ arguments: [String], input: String = "") throws -> Vmailadm.Run {
        try Vmailadm.run(["--config", config] + arguments, input: input)
    }

    /// Runs `vmailadm` with the words of `command`, which are separated by blanks.
    func vmailadm(_ command: String, input: String = "") throws -> Vmailadm.Run {
        try vmailadm(command.split(separator: " ").map(String.init), input: input)
    }

    /// The rows that `sql` gives: the columns joined with `|`, NULL as "NULL".
    func rows(_ sql: String) throws -> [String] {
        var rows: [String] = []
        try withConnection { handle in
            var statement: OpaquePointer?
            defer { sqlite3_finalize(statement) }
            guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(handle, sql) }
            while sqlite3_step(statement) == SQLITE_ROW {
                let cells = (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "NULL"
                }
                rows.append(cells.joined(separator: "|"))
            }
        }
        return rows
    }

    /// Runs statements, as somebody with the sqlite3 client would.
    func execute(_ statements: String) throws {
        try withConnection { handle in
            guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
                throw failure(handle, statements)
            }
        }
    }

    /// Calls `body` while somebody else holds the database for writing.
    func whileLocked<Result>(_ body: () throws -> Result) throws -> Result {
        try withConnection { handle in
            guard sqlite3_exec(handle, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK else {
                throw failure(handle, "BEGIN")
            }
            defer { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
            return try body()
        }
    }

    /// Every row of every table, to see whether anything changed.
    func contents() throws -> [String] {
        try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").flatMap { table in
            try rows("SELECT '\(table)', * FROM \(table)")
        }
    }

    private func withConnection<Result>(_ body: (OpaquePointer) throws -> Result) throws -> Result {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil)
        defer { sqlite3_close_v2(opened) }
        guard code == SQLITE_OK, let opened else {
            throw Vmailadm.Failure(description: "\(path): SQLite error \(code)")
        }
        sqlite3_busy_timeout(opened, 60_000)
        return try body(opened)
    }

    private func failure(_ handle: OpaquePointer, _ sql: String) -> Vmailadm.Failure {
        Vmailadm.Failure(description: "\(String(cString: sqlite3_errmsg(handle))) in \(sql)")
    }
}
