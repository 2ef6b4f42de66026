import AccountStore
import CPostgres
import Glibc
import SecretBytes

/// The rows of an answer. The passwords in them are wiped when it ends.
///
/// Sendable without the compiler's proof: libpq does not change a result, and only its last owner frees it.
final class QueryResult: @unchecked Sendable {
    private let handle: OpaquePointer
    private let statement: ServerStatement
    /// The number of the connection that it came by.
    let connection: Int

    /// Takes a result of `statement`, which it frees in the end.
    init(taking handle: OpaquePointer, of statement: ServerStatement, connection: Int) {
        self.handle = handle
        self.statement = statement
        self.connection = connection
    }

    deinit {
        if let column = statement.secretColumn, column < Int(PQnfields(handle)) {
            for row in 0..<rowCount {
                explicit_bzero(PQgetvalue(handle, Int32(row), Int32(column)), length(row, column))
            }
        }
        PQclear(handle)
    }

    /// The number of rows.
    var rowCount: Int { Int(PQntuples(handle)) }

    /// The column, from 0, that has not the type of its statement; nil if there is none.
    var wrongColumn: String? {
        guard Int(PQnfields(handle)) == statement.columns.count else { return "their number" }
        for (number, type) in statement.columns.enumerated() where !type.accepts(PQftype(handle, Int32(number))) {
            return PQfname(handle, Int32(number)).map { String(cString: $0) } ?? "\(number)"
        }
        return nil
    }

    /// Whether the column is NULL.
    func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(handle, Int32(row), Int32(column)) != 0 }

    /// The integer in the column; nil if it is NULL.
    func integer(_ row: Int, _ column: Int) -> Int64? {
        guard !isNull(row, column) else { return nil }
        return Int64(String(decoding: bytes(row, column), as: UTF8.self))
    }

    /// The `active` in the column.
    func active(_ row: Int, _ column: Int) -> ActiveValue {
        guard !isNull(row, column) else { return .null }
        return integer(row, column).map(ActiveValue.integer) ?? .notAnInteger
    }

    /// The bytes of the text in the column; nil if it is NULL.
    func text(_ row: Int, _ column: Int) -> [UInt8]? { isNull(row, column) ? nil : Array(bytes(row, column)) }

    /// The text in the column, in wiped memory; nil if it is NULL.
    func secretText(_ row: Int, _ column: Int) -> SecretBytes? {
        isNull(row, column) ? nil : SecretBytes(copying: bytes(row, column))
    }

    private func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: PQgetvalue(handle, Int32(row), Int32(column)), count: length(row, column))
    }

    private func length(_ row: Int, _ column: Int) -> Int { Int(PQgetlength(handle, Int32(row), Int32(column))) }
}
