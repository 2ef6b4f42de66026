import AccountStore
import Authentication
import SQLiteAccountStore

/// What a column holds, whatever that is: SQLite lets anything in.
public enum StoredValue: Equatable, Sendable, CustomStringConvertible {
    case null
    case integer(Int64)
    case text(String)
    /// A blob, a real number, or bytes that are not UTF-8.
    case other

    /// How it is shown.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .other: "(neither text nor a whole number)"
        }
    }
}

extension StoredValue {
    /// The value as the `active` of a row of `table`.
    func active(of table: ActiveTable) -> ActiveColumn {
        let value: ActiveValue =
            switch self {
            case .integer(let number): .integer(number)
            case .null: .null
            case .text, .other: .notAnInteger
            }
        return ActiveColumn(value: value, table: table)
    }
}

extension Statement {
    /// The column, from 0.
    func stored(_ column: Int32) -> StoredValue {
        if isNull(column) { return .null }
        if let number = integer(column) { return .integer(number) }
        if let bytes = text(column), let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return .other
    }
}
