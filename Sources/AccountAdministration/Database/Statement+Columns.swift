import SQLiteAccountStore

extension Statement {
    /// The text in the column, from 0, with U+FFFD for bytes that are not UTF-8; nil for another type.
    func string(_ column: Int32) -> String? { text(column).map { String(decoding: $0, as: UTF8.self) } }

    /// The text in the column, or "(no text)".
    func name(_ column: Int32) -> String { string(column) ?? "(no text)" }

    /// The integer in the column, or 0.
    func number(_ column: Int32) -> Int64 { integer(column) ?? 0 }

    /// The address whose localpart is in `column` and whose domain is in the next one.
    func address(_ column: Int32) -> String { "\(name(column))@\(name(column + 1))" }
}
