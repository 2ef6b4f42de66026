import AccountStore
import CSQLite
import SecretBytes

/// A prepared statement, finalized when the value ends. It keeps its connection's handle alive by itself.
package struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let path: String

    /// Prepares `sql` for many uses.
    package init(_ sql: StaticString, on connection: borrowing Connection) throws(StoreError) {
        var prepared: OpaquePointer?
        let code = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) { text in
                sqlite3_prepare_v3(
                    connection.handle, text.baseAddress, Int32(text.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &prepared, nil)
            }
        }
        guard code == SQLITE_OK, let prepared else { throw connection.error(code) }
        handle = prepared
        path = connection.path
    }

    deinit { sqlite3_finalize(handle) }

    /// Binds `text` to the parameter `index`, from 1. SQLite does not copy it: it must stay valid until ``reset()``.
    package func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) throws(StoreError) {
        let code = text.withMemoryRebound(to: CChar.self) { text in
            sqlite3_bind_text(handle, index, text.baseAddress, Int32(text.count), nil)
        }
        try check(code)
    }

    /// Binds `number` to the parameter `index`, from 1.
    package func bind(_ number: Int64, at index: Int32) throws(StoreError) {
        try check(sqlite3_bind_int64(handle, index, number))
    }

    /// Binds `value` to the parameter `index`, from 1. SQLite keeps a copy.
    package func bind(_ value: SQLValue, at index: Int32) throws(StoreError) {
        switch value {
        case .null: try check(sqlite3_bind_null(handle, index))
        case .integer(let number): try bind(number, at: index)
        case .text(let text):
            // SQLITE_TRANSIENT: SQLite makes a copy. Swift does not import the macro.
            let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            let code = text.withCString { bytes in
                sqlite3_bind_text64(handle, index, bytes, UInt64(text.utf8.count), copied, UInt8(SQLITE_UTF8))
            }
            try check(code)
        }
    }

    /// The row number of the last row that this statement's connection inserted.
    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(sqlite3_db_handle(handle)) }

    /// Steps to the next row; false after the last.
    package func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw error(code)
    }

    /// Ends the read, releases its locks and clears the bindings.
    package func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// True if the column, from 0, is NULL.
    package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The column, from 0, if SQLite stores an integer there.
    package func integer(_ column: Int32) -> Int64? {
        guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(handle, column)
    }

    /// The `active` column with this number, from 0.
    package func active(_ column: Int32) -> ActiveValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
        case SQLITE_NULL: .null
        default: .notAnInteger
        }
    }

    /// The bytes of the column, from 0, if SQLite stores text there.
    package func text(_ column: Int32) -> [UInt8]? {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT else { return nil }
        return Array(bytes(column))
    }

    /// The bytes of the column, from 0, in wiped memory, if SQLite stores text there.
    package func secretText(_ column: Int32) -> SecretBytes? {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT else { return nil }
        return SecretBytes(copying: UnsafeRawBufferPointer(bytes(column)))
    }

    private func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(handle, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    private func check(_ code: Int32) throws(StoreError) {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> StoreError {
        StoreError(code: code, connection: sqlite3_db_handle(handle), path: path)
    }
}
