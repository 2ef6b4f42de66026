import AccountStore
import Authentication
import SQLiteAccountStore

/// The `active` of a row: its value and the effect that the policy gives it.
public struct ActiveColumn: Equatable, Sendable, Encodable {
    /// The value of the column.
    public let value: ActiveValue
    /// The table of the row.
    public let table: ActiveTable

    /// The effect on the row.
    public var effect: ActiveEffect { Policy.effect(of: value, in: table) }

    /// The effect in a word, for a cell of a table.
    public var word: String { effect.word }

    /// The value as it stands in the database.
    var literal: String {
        switch value {
        case .integer(let number): "\(number)"
        case .null: "NULL"
        case .notAnInteger: "no integer"
        }
    }

    /// The value, and the effect unless the row is used: `active -1: no login, but mail`.
    var meaning: String { "active \(literal)" + (effect == .on ? "" : ": \(effect.words(in: table))") }

    /// Encodes the number, null, or the text "invalid" for any other type.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .integer(let number): try container.encode(number)
        case .null: try container.encodeNil()
        case .notAnInteger: try container.encode("invalid")
        }
    }
}

extension Statement {
    /// The column, from 0, as the `active` of `table`.
    func active(_ column: Int32, of table: ActiveTable) -> ActiveColumn {
        ActiveColumn(value: active(column), table: table)
    }
}
