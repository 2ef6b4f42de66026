import AccountStore
import Authentication
import SQLiteAccountStore

/// The `active` of a row: its value and the effect that the policy gives it.
package struct ActiveColumn: Equatable, Sendable, Encodable {
    package let value: ActiveValue
    package let table: ActiveTable

    package var effect: ActiveEffect { Policy.effect(of: value, in: table) }

    package var word: String { effect.word }

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
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .integer(let number): try container.encode(number)
        case .null: try container.encodeNil()
        case .notAnInteger: try container.encode("invalid")
        }
    }
}

extension Statement {
    func active(_ column: Int32, of table: ActiveTable) -> ActiveColumn {
        ActiveColumn(value: active(column), table: table)
    }
}
