import CSQLite
import Foundation

/// A database made from `dovecot/schema.sql`, and written to as an administrator would.
///
/// Each call has its own connection: none stays open, none keeps a lock.
struct AccountFile: Sendable {
    let path: String

    /// A new database at this path, with these statements after the schema.
    init(path: String, _ statements: String = "") throws {
        self.path = path
        let schema = try text(ofFile: "\(Repository.root)/dovecot/schema.sql")
        try execute(schema + statements)
        // Dovecot starts vmail-checkpassword as the user dovecot.
        _ = try ChildProcess.run(["chown", "root:dovecot", path])
        chmod(path, 0o660)
    }

    func execute(_ statements: String) throws {
        let writer = try Writer(path: path)
        try writer.execute(statements)
    }

    /// Runs `body` while a writer holds the database for itself.
    func whileLocked(_ body: () throws -> Void) throws {
        let writer = try Writer(path: path)
        try writer.execute("BEGIN EXCLUSIVE")
        try body()
        try writer.execute("ROLLBACK")
    }
}

private struct Writer: ~Copyable {
    private let handle: OpaquePointer?

    init(path: String) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        handle = opened
        sqlite3_busy_timeout(handle, 60_000)
        guard code == SQLITE_OK else { throw ChildProcessError(description: "\(path): SQLite error \(code)") }
    }

    deinit { sqlite3_close_v2(handle) }

    borrowing func execute(_ statements: String) throws {
        guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
            throw ChildProcessError(description: "\(String(cString: sqlite3_errmsg(handle))) in \(statements)")
        }
    }
}

enum Repository {
    /// The folder that has Package.swift.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Where dovecot/build.sh leaves the programs.
    static let programs = "\(root)/.build/dist"
}
