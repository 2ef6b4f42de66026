import CSQLite

/// An open SQLite database, closed when the value ends.
package struct Connection: ~Copyable {
    package let handle: OpaquePointer
    package let path: String

    /// Opens an existing database for reading; one that is not there is not created.
    ///
    /// `busyTimeout` is how long SQLite itself waits for a lock, in milliseconds; 0 leaves waiting to the caller. `isMapped` reads
    /// through a mapping of the file, of its first 8 MiB: about 100,000 accounts. More would be faster still for more accounts, by a
    /// tenth, and be in the memory of the process once for each connection.
    package static func reading(
        _ path: String, busyTimeout: Int32, isMapped: Bool = false
    ) throws(DatabaseError) -> Connection {
        let connection = try Connection(path, SQLITE_OPEN_READONLY, busyTimeout: busyTimeout)
        if isMapped { try connection.run("PRAGMA mmap_size = 8388608") }
        return connection
    }

    /// Opens an existing database for changes, which keep to the schema's foreign keys; one that is not there is not created.
    package static func writing(_ path: String, busyTimeout: Int32) throws(DatabaseError) -> Connection {
        let connection = try Connection(path, SQLITE_OPEN_READWRITE, busyTimeout: busyTimeout)
        // SQLite opens a file for reading alone where it may not write it.
        guard sqlite3_db_readonly(connection.handle, "main") == 0 else {
            throw DatabaseError(.unreadable, path: path, detail: "may not be written by this user")
        }
        try connection.run("PRAGMA foreign_keys = ON")
        // Nothing is written before the commit: until then, whoever kills the program leaves nothing for others to roll back,
        // which those who only read could not. (Inside a transaction SQLite would ignore it.)
        try connection.run("PRAGMA cache_spill = OFF")
        // 64 MiB for pages that are not changed: with the default of 2 MiB an import reads the same ones again and again.
        try connection.run("PRAGMA cache_size = -65536")
        return connection
    }

    private init(_ path: String, _ access: Int32, busyTimeout: Int32) throws(DatabaseError) {
        var opened: OpaquePointer?
        // SQLite takes a leading ":" for a name of its own (":memory:") and "file:" for a URI.
        let fileName = path.hasPrefix("/") ? path : "./" + path
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(fileName, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let error = DatabaseError(code: code, connection: opened, path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, busyTimeout)
    }

    deinit { sqlite3_close_v2(handle) }

    /// The error that the last call on this connection ended with.
    package func error(_ code: Int32) -> DatabaseError { DatabaseError(code: code, connection: handle, path: path) }
}
