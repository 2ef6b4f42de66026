/// A table of vmail-auth's own, for what the HOWTO's tables have no room for.
///
/// `dovecot/schema.sql` has the same definitions, for a database that is made by hand; `OwnTableTests` compares the two.
struct OwnTable: Sendable {
    let name: String
    /// The first version of the schema that has it.
    let version: Int64
    let columns: [String]
    /// The columns that need a unique index, in alphabetical order.
    let uniqueColumns: [String]
    let definition: StaticString
    /// Its index. An existing table may have it already.
    let index: StaticString

    /// The tables, in the order of their versions.
    static let all = [sender]

    /// The account `sndNum` may send as `sndAddress`, which is in lower case, or `@domain` for each address of a domain.
    static let sender = OwnTable(
        name: "Sender", version: 1, columns: ["sndNum", "sndAddress", "active"],
        uniqueColumns: ["sndAddress", "sndNum"],
        definition: """
            CREATE TABLE Sender (                   -- a login and an address that it may send as, besides its own
                sndNum     INTEGER NOT NULL REFERENCES Address (addNum),
                sndAddress TEXT NOT NULL,           -- in lower case; @domain is every address of a domain
                active     INTEGER DEFAULT 1,
                PRIMARY KEY (sndAddress, sndNum)
            ) WITHOUT ROWID
            """,
        index: "CREATE INDEX IF NOT EXISTS SenderLogin ON Sender (sndNum)")
}
