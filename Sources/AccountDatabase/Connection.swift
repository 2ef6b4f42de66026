import CSQLite

/// An open SQLite database, closed when the value ends.
struct Connection: ~Copyable {
    let handle: OpaquePointer
    let path: String

    /// How much of the file is mapped into memory at most, in bytes: more than any account database has.
    private static let mappedBytes: Int64 = 1 << 30

    /// Opens an existing database for reading; one that is not there is not created.
    ///
    /// `busyTimeout` is how long SQLite itself waits for a lock, in milliseconds; 0 leaves waiting to the caller.
    init(reading path: String, busyTimeout: Int32) throws(DatabaseError) {
        var opened: OpaquePointer?
        // SQLite takes a leading ":" for a name of its own (":memory:") and "file:" for a URI.
        let fileName = path.hasPrefix("/") ? path : "./" + path
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(fileName, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let error = DatabaseError(code: code, connection: opened, path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, busyTimeout)
        // A process that has the file mapped can neither fail nor answer wrongly by it: where the system refuses, SQLite reads.
        var bytes = Self.mappedBytes
        _ = sqlite3_file_control(handle, "main", SQLITE_FCNTL_MMAP_SIZE, &bytes)
    }

    deinit { sqlite3_close_v2(handle) }

    /// The error that the last call on this connection ended with.
    func error(_ code: Int32) -> DatabaseError { DatabaseError(code: code, connection: handle, path: path) }
}
