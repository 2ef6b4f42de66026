import AccountStore
import Authentication
import SQLiteAccountStore

/// The value of a column. SQLite allows any type in any column.
public enum StoredValue: Equatable, Sendable, CustomStringConvertible, Encodable {
    case null
    case integer(Int64)
    case text(String)
    /// A blob, a real number, or bytes that are not UTF-8.
    case other

    /// The value as text.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .other: "(neither text nor a whole number)"
        }
    }

    /// Encodes a number, a string or null; for any other value, its description.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .integer(let number): try container.encode(number)
        case .text, .other: try container.encode(description)
        }
    }

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
