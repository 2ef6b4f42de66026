import SQLiteAccountStore

/// The definition of a table of vmail-auth's own, for what the HOWTO's tables have no room for.
///
/// `dovecot/schema.sql` has the same definitions, for a database that is made by hand; `OwnTableDefinitionTests` compares the two.
struct OwnTableDefinition: Sendable {
    let table: OwnTable
    let columns: [String]
    /// The columns that need a unique index, in alphabetical order.
    let uniqueColumns: [String]
    let statement: StaticString
    /// The statement of its index, which an existing table may have already.
    let index: StaticString

    /// The tables, in the order of their versions.
    static let all = [sender]

    /// The account `sndNum` may send as `sndAddress`, which is in lower case, or `@domain` for each address of a domain.
    static let sender = OwnTableDefinition(
        table: .sender, columns: ["sndNum", "sndAddress", "active"], uniqueColumns: ["sndAddress", "sndNum"],
        statement: """
            CREATE TABLE Sender (                   -- a login and an address that it may send as, besides its own
                sndNum     INTEGER NOT NULL REFERENCES Address (addNum),
                sndAddress TEXT NOT NULL,           -- in lower case; @domain is every address of a domain
                active     INTEGER DEFAULT 1,
                PRIMARY KEY (sndAddress, sndNum)
            ) WITHOUT ROWID
            """,
        index: "CREATE INDEX IF NOT EXISTS SenderLogin ON Sender (sndNum)")
}
