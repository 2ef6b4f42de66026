import AccountStore
import CSQLite

/// An open SQLite database, closed when the value ends.
package struct Connection: ~Copyable {
    package let handle: OpaquePointer
    package let path: String

    /// Without them a look-up costs 3 % less. A refusal leaves them on, and nothing else follows from it.
    private static let memoryStatistics = sqlite3_config_no_memory_statistics()

    /// Opens an existing database for reading; a missing one is not created. SQLite waits for a lock up to `busyTimeout` milliseconds;
    /// 0 leaves waiting to the caller.
    package static func reading(_ path: String, busyTimeout: Int32) throws(StoreError) -> Connection {
        let connection = try Connection(path, SQLITE_OPEN_READONLY, busyTimeout: busyTimeout)
        // 8 MiB hold 100,000 accounts. With the default of 2 MiB their look-ups cost a third more.
        try connection.run("PRAGMA cache_size = -8192")
        return connection
    }

    /// Opens an existing database that nobody writes to, for reading: without locks and without side files.
    package static func readingImmutable(_ path: String) throws(StoreError) -> Connection {
        var uri = Array("file:".utf8)
        for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
            // These have a meaning in a URI (sqlite.org/uri.html).
            switch byte {
            case UInt8(ascii: "%"): uri += "%25".utf8
            case UInt8(ascii: "?"): uri += "%3f".utf8
            case UInt8(ascii: "#"): uri += "%23".utf8
            default: uri.append(byte)
            }
        }
        uri += "?immutable=1".utf8
        return try Connection(
            path, as: String(decoding: uri, as: UTF8.self), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, busyTimeout: 0)
    }

    /// Opens an existing database for changes, which keep to the schema's foreign keys; a missing one is not created.
    package static func writing(_ path: String, busyTimeout: Int32) throws(StoreError) -> Connection {
        let connection = try Connection(path, SQLITE_OPEN_READWRITE, busyTimeout: busyTimeout)
        // SQLite opens a file for reading alone where it may not write it.
        guard sqlite3_db_readonly(connection.handle, "main") == 0 else {
            throw StoreError(.notPermitted, database: path, problem: "may not be written by this user")
        }
        try connection.run("PRAGMA foreign_keys = ON")
        // Nothing is written before the commit: a program that is killed before leaves no hot journal, which readers could not roll
        // back. (SQLite ignores this pragma inside a transaction.)
        try connection.run("PRAGMA cache_spill = OFF")
        // 64 MiB: with the default of 2 MiB an import reads the same pages again and again.
        try connection.run("PRAGMA cache_size = -65536")
        return connection
    }

    private init(
        _ path: String, as name: String? = nil, _ access: Int32, busyTimeout: Int32
    ) throws(StoreError) {
        _ = Self.memoryStatistics
        var opened: OpaquePointer?
        // SQLite takes a leading ":" for a name of its own (":memory:").
        let fileName = name ?? (path.hasPrefix("/") ? path : "./" + path)
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(fileName, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let error = StoreError(code: code, connection: opened, path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, busyTimeout)
    }

    deinit { sqlite3_close_v2(handle) }

    /// The path of the main file, symbolic links resolved.
    var resolvedPath: String { sqlite3_db_filename(handle, "main").map { String(cString: $0) } ?? path }

    /// Whether the database is in WAL mode.
    func isWAL() throws(StoreError) -> Bool {
        let mode = try row(LookupStatements.journalMode) { $0.text(0) } ?? nil
        return mode.map { $0.elementsEqual("wal".utf8) } ?? false
    }

    /// The error that the last call on this connection ended with.
    package func error(_ code: Int32) -> StoreError { StoreError(code: code, connection: handle, path: path) }
}
