import AccountStore
import Authentication
import SQLiteAccountStore

/// The value of a column. SQLite allows any type in any column.
package enum StoredValue: Equatable, CustomStringConvertible, Codable {
    case null
    case integer(Int64)
    case text(String)
    /// A blob, a real number, or bytes that are not UTF-8.
    case other

    package var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .other: "(neither text nor a whole number)"
        }
    }

    /// Encodes a number, a string or null; for any other value, its description.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .integer(let number): try container.encode(number)
        case .text, .other: try container.encode(description)
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else {
            self = .other
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
    func stored(_ column: Int32) -> StoredValue {
        if isNull(column) { return .null }
        if let number = integer(column) { return .integer(number) }
        if let bytes = text(column), let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return .other
    }
}
