import AccountStore

/// A table of vmail-auth's own. A database whose schema is older does not have it, and is served as if it were empty.
package struct OwnTable: Sendable {
    package let name: String
    /// The first version of the schema, `PRAGMA user_version`, with this table. 0 is a database that was made by hand.
    package let version: Int64

    /// The grants of sender addresses.
    package static let sender = OwnTable(name: "Sender", version: 1)
}

extension Connection {
    /// Returns if the schema is older than `table`, which then may be missing; else throws: `error`, with which a statement that reads
    /// the table failed, or a plainer one.
    func expectAbsence(of table: OwnTable, after error: StoreError) throws(StoreError) {
        guard error.kind == .wrongSchema else { throw error }
        let found = try row(PostfixStatements.ownTable, [.text(table.name)]) { row in
            (version: row.integer(0) ?? 0, exists: row.integer(1) != 0)
        }
        guard let found, !found.exists else { throw error }
        guard found.version < table.version else {
            throw StoreError(
                .wrongSchema, database: path,
                problem: "has no table \(table.name), which version \(found.version) of the schema has")
        }
    }
}
