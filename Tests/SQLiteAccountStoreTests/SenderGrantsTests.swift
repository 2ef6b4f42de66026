import AccountStore
import TestSupport
import Testing

@testable import SQLiteAccountStore

@Suite struct SenderGrantsTests {
    private let database: TemporaryDatabase
    private let store: SQLiteAccountStore

    /// A database that was made by hand, without the table.
    init() throws {
        database = try TemporaryDatabase(
            PostfixRowsTests.example + "; DROP TABLE IF EXISTS Sender; PRAGMA user_version = 0")
        store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
    }

    private func failure() -> StoreError? {
        do throws(StoreError) {
            _ = try store.senderGrants(addresses: ["u@d"])
            return nil
        } catch {
            return error
        }
    }

    @Test func theGrantsOfAnAddressAndOfItsDomain() throws {
        try database.execute(
            TemporaryDatabase.senderTable + """
                PRAGMA foreign_keys = OFF;
                INSERT INTO Sender VALUES (1, 'u@d', 1), (3, '@d', 0), (4, 'u+x@d', NULL), (5, 'v@d', 1), (99, 'u@d', 1);
                """)
        let grants = try store.senderGrants(addresses: ["u+x@d", "u@d", "@d"]).grants
        #expect(Set(grants.map(\.account.number)) == [1, 3, 4])
        #expect(grants.first { $0.account.number == 4 }?.active == .null)
        let own = try #require(grants.first { $0.account.number == 1 })
        #expect(own.active == .integer(1) && own.account.localpart == Array("u".utf8))
        #expect(own.account.mailbox == .integer(1) && own.account.domain == .init(active: .integer(1), domClass: 842))
        #expect(try store.senderGrants(addresses: ["@d"]).grants.map(\.account.number) == [3])
        #expect(try store.senderGrants(addresses: ["u@e", "@e"]) == SenderGrants())
        #expect(try store.senderGrants(addresses: ["u+x@d", "u@d", "@d"], limit: 3).isComplete)
        #expect(try !store.senderGrants(addresses: ["u+x@d", "u@d", "@d"], limit: 2).isComplete)
    }

    /// A database that was made by hand is served as it is, and a table that is added later counts at once.
    @Test func aDatabaseOfVersion0NeedsNoTable() throws {
        #expect(try store.senderGrants(addresses: ["u@d"]) == SenderGrants())
        try database.execute(TemporaryDatabase.senderTable + "INSERT INTO Sender VALUES (1, 'u@d', 1)")
        #expect(try store.senderGrants(addresses: ["u@d"]).grants.count == 1)
        try database.execute("PRAGMA user_version = 1")
        #expect(try store.senderGrants(addresses: ["u@d"]).grants.count == 1)
        try database.execute("DROP TABLE Sender")
        #expect(failure()?.kind == .wrongSchema)
        try database.execute("PRAGMA user_version = 0")
        #expect(try store.senderGrants(addresses: ["u@d"]) == SenderGrants())
    }

    @Test func inOneTransactionToo() throws {
        try store.sharing { () throws in
            #expect(try store.senderGrants(addresses: ["u@d"]) == SenderGrants())
            #expect(try store.recipient(localparts: ["u"], domain: "d").root == 1)
        }
        try database.execute(TemporaryDatabase.senderTable + "INSERT INTO Sender VALUES (1, 'u@d', 1)")
        try store.sharing { () throws in #expect(try store.senderGrants(addresses: ["u@d"]).grants.count == 1) }
    }

    @Test(arguments: [1, 2, 99]) func fromVersion1OnAMissingTableIsAWrongSchema(version: Int) throws {
        try database.execute("PRAGMA user_version = \(version)")
        let failure = self.failure()
        #expect(failure?.kind == .wrongSchema)
        #expect(
            failure?.description
                == "database \(database.path): has no table Sender, which version \(version) of the schema has; run \"vmailadm check\""
        )
        #expect(try store.recipient(localparts: ["u"], domain: "d").root == 1)
    }

    @Test(arguments: ["CREATE TABLE sender (x)", "CREATE VIEW Sender AS SELECT * FROM Elsewhere"])
    func somethingElseOfThatNameIsAWrongSchema(statement: String) throws {
        try database.execute(statement)
        #expect(failure()?.kind == .wrongSchema)
    }

    @Test func aMissingTableOfTheHowtoIsNoMissingGrant() throws {
        try database.execute("PRAGMA foreign_keys = OFF; DROP TABLE VMailbox;" + TemporaryDatabase.senderTable)
        #expect(failure()?.kind == .wrongSchema)
    }
}
