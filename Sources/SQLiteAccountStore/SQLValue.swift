/// A value that a parameter of a statement is bound to.
package enum SQLValue: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    /// The number, or NULL for none.
    package static func optional(_ number: Int64?) -> SQLValue { number.map(SQLValue.integer) ?? .null }

    /// The text, or NULL for none.
    package static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
}
