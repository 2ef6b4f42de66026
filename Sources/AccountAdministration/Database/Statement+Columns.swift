import AccountStore
import SQLiteAccountStore
import SecretBytes

extension Statement {
    /// Binds `values` to the parameters, from the first on.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index) + 1) }
    }

    /// Runs the statement, which returns no rows, with `values` and `hash` as its parameters. An empty hash stands for NULL.
    func run(_ values: [SQLValue], hash: borrowing SecretBytes = SecretBytes(capacity: 0)) throws(StoreError) {
        try hash.withUnsafeBytes { (hash) throws(StoreError) in
            // SQLite does not copy the hash, so the binding must not outlive it.
            defer { reset() }
            try bind(values)
            if !hash.isEmpty {
                try hash.withMemoryRebound(to: UInt8.self) { (hash) throws(StoreError) in
                    try bind(hash, at: Int32(values.count) + 1)
                }
            }
            _ = try step()
        }
    }

    /// The text in the column, from 0, with U+FFFD for bytes that are not UTF-8; nil for another type.
    func string(_ column: Int32) -> String? { text(column).map { String(decoding: $0, as: UTF8.self) } }

    func name(_ column: Int32) -> String { string(column) ?? "(no text)" }

    func number(_ column: Int32) -> Int64 { integer(column) ?? 0 }

    /// The address whose localpart is in `column` and whose domain is in the next one.
    func address(_ column: Int32) -> String { "\(name(column))@\(name(column + 1))" }
}
