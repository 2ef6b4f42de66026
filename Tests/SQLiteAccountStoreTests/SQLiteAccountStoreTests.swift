import AccountStore
import CSQLite
import Foundation
import SecretBytes
import TestSupport
import Testing

@testable import SQLiteAccountStore

@Suite struct SQLiteAccountStoreTests {
    static let example = """
        INSERT INTO Domain (domName, domClass) VALUES ('new.vmail.example', 842);
        INSERT INTO Address (addLocalpart, addDomNum) VALUES ('new-vmail-user', 1), ('alias', 1);
        INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}whatAcoolPassword');
        """

    static func user(_ store: SQLiteAccountStore, _ localpart: String, at domain: String) throws(StoreError)
        -> AccountRows
    {
        try store.rows(localpart: localpart, domain: domain, wantsPassword: true)
    }

    @Test func allThreeRowsOfAMailbox() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        let rows = try Self.user(store, "new-vmail-user", at: "new.vmail.example")
        #expect(rows.domain == .init(active: .integer(1), domClass: 842))
        #expect(rows.address == .integer(1))
        #expect(rows.mailbox == .integer(1))
        #expect(text(of: rows.vmPasswd) == "{PLAIN}whatAcoolPassword")
    }

    @Test func aChainEndsWhereARowIsMissing() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        let alias = try Self.user(store, "alias", at: "new.vmail.example")
        #expect(alias.domain != nil && alias.address == .integer(1) && alias.mailbox == nil)
        let nobody = try Self.user(store, "nobody", at: "new.vmail.example")
        #expect(nobody.domain != nil && nobody.address == nil && nobody.mailbox == nil)
        let nowhere = try Self.user(store, "nobody", at: "example.net")
        #expect(nowhere.domain == nil)
    }

    @Test func thePasswordIsNotReadUnlessAskedFor() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        let rows = try store.rows(localpart: "new-vmail-user", domain: "new.vmail.example", wantsPassword: false)
        #expect(text(of: rows.vmPasswd) == nil)
    }

    @Test(arguments: [
        ("NULL", ActiveValue.null), ("'x'", .notAnInteger), ("1.5", .notAnInteger), ("x'31'", .notAnInteger),
        ("-1", .integer(-1)), ("7", .integer(7)), ("9223372036854775807", .integer(.max)),
    ])
    func whatIsInAnActiveColumnIsToldApart(sql: String, value: ActiveValue) throws {
        let database = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = \(sql)")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == value)
    }

    @Test func aNameIsBoundAndNeverPasted() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.user(store, "x' OR '1'='1", at: "new.vmail.example").address == nil)
        #expect(try Self.user(store, "new-vmail-use_", at: "new.vmail.example").address == nil)
        #expect(try Self.user(store, "%", at: "%").domain == nil)
    }

    @Test func aMissingFileIsMissingAndIsNotCreated() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.sqlite"
        let store = SQLiteAccountStore(path: path, busyTimeout: 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .missing)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aFileThatIsNoDatabaseIsDamaged() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("mail.sqlite", String(repeating: "not a database. ", count: 300))
        let store = SQLiteAccountStore(path: path, busyTimeout: 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .damaged)
    }

    @Test(arguments: ["", "CREATE TABLE Domain (domName)"])
    func aDatabaseWithoutTheTablesHasTheWrongSchema(statements: String) throws {
        let database = try TemporaryDatabase(schema: false, statements)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .wrongSchema)
    }

    @Test func aFolderIsNotPermitted() throws {
        let folder = try TemporaryFolder()
        let store = SQLiteAccountStore(path: folder.path, busyTimeout: 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .notPermitted)
    }

    @Test func aWriterThatIsAboutToCommitLocksARollbackDatabase() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        _ = try Self.user(store, "new-vmail-user", at: "new.vmail.example")
        let writer = try database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .locked)
        try writer.execute("COMMIT")
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
    }

    @Test func aWriterInWALModeLocksNobodyOut() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + Self.example)
        let writer = try database.writer()
        try writer.execute("BEGIN IMMEDIATE; UPDATE VMailbox SET active = 0")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        try writer.execute("COMMIT")
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
    }

    @Test func aWALDatabaseInExclusiveModeIsLocked() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + Self.example)
        let writer = try database.writer()
        try writer.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE VMailbox SET active = 0")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .locked)
    }

    @Test func aChangeIsSeenByTheNextQuestion() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        for active in [-1, 0, 1, -1] {
            try database.execute("UPDATE Address SET active = \(active) WHERE addNum = 1")
            #expect(
                try Self.user(store, "new-vmail-user", at: "new.vmail.example").address == .integer(Int64(active)))
        }
    }

    @Test func aFileThatWasReplacedIsReadAnew() throws {
        let database = try TemporaryDatabase(Self.example)
        let other = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        let before = try store.page(after: .min, limit: 1).source
        try database.execute("UPDATE Domain SET active = 2")
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").domain?.active == .integer(2))
        #expect(try store.page(after: .min, limit: 1).source == before)
        #expect(rename(other.path, database.path) == 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
        #expect(try store.page(after: .min, limit: 1).source != before)
    }

    @Test func aFileThatWasRemovedIsMissingFromThatMomentOn() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        _ = try Self.user(store, "new-vmail-user", at: "new.vmail.example")
        let aside = database.path + ".aside"
        #expect(rename(database.path, aside) == 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .missing)
        #expect(rename(aside, database.path) == 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
    }

    @Test func aFileThatWasCutShortInPlaceIsAnErrorAndNotTheEnd() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        _ = try Self.user(store, "new-vmail-user", at: "new.vmail.example")
        #expect(truncate(database.path, 0) == 0)
        #expect(kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") } == .wrongSchema)
        #expect(truncate(database.path, 5000) == 0)
        let failure = kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "b") }
        #expect(failure == .damaged)
    }

    @Test func twoRowsForOneNameAreAnError() throws {
        let tables = try TemporaryDatabase.schema
            .replacingOccurrences(of: "domName    TEXT NOT NULL UNIQUE", with: "domName TEXT")
        let database = try TemporaryDatabase(schema: false, tables + Self.example)
        try database.execute("INSERT INTO Domain (domName, domClass) VALUES ('new.vmail.example', 843)")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(
            kind { () throws(StoreError) in _ = try Self.user(store, "a", at: "new.vmail.example") } == .wrongSchema)
    }

    @Test func mailboxesComeInPages() throws {
        let database = try TemporaryDatabase("INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);")
        let rows = (1...25).map { "('u\($0)', 1)" }.joined(separator: ",")
        try database.execute(
            "INSERT INTO Address (addLocalpart, addDomNum) VALUES \(rows); INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address"
        )
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        var numbers: [Int64] = []
        var last = Int64.min
        while case let page = try store.page(after: last, limit: 10).mailboxes, let end = page.last {
            numbers += page.map(\.number)
            last = end.number
        }
        #expect(numbers == Array(1...25))
    }

    @Test func theFirstPasswordThatIsWanted() throws {
        let database = try TemporaryDatabase(Self.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        try database.execute("INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (2, NULL), (3, '!'), (9, x'7b7d')")
        #expect(try store.password(from: 1, limit: 9) { _ in true } == "{PLAIN}whatAcoolPassword")
        #expect(try store.password(from: 2, limit: 9) { _ in true } == "!")
        #expect(try store.password(from: 1, limit: 9) { $0.count == 1 } == "!")
        #expect(try store.password(from: 1, limit: 2) { $0.count == 1 } == nil)
        #expect(try store.password(from: 4, limit: 9) { _ in true } == nil)
        #expect(try store.password(from: 1, limit: 9) { _ in false } == nil)
        #expect(try store.mailboxNumbers() == 1...9)
        #expect(try store.page(after: 0, limit: 1).mailboxes.count == 1)
    }

    @Test func withoutMailboxesThereAreNoNumbers() throws {
        let database = try TemporaryDatabase()
        #expect(try SQLiteAccountStore(path: database.path, busyTimeout: 0).mailboxNumbers() == nil)
    }

    /// SQLite believes its pages as long as the header's change counter stays. Two files with as many commits have the same one.
    @Test func aFileThatWasCopiedOverInPlaceIsReadAnew() throws {
        let database = try TemporaryDatabase(Self.example)
        let copy = database.path + ".copy"
        try FileManager.default.copyItem(atPath: database.path, toPath: copy)
        try Writer(copy).execute("UPDATE VMailbox SET active = 0")
        try database.execute("UPDATE Domain SET active = 1")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: database.path))
        try handle.write(contentsOf: bytes)
        try handle.close()
        #expect(try Self.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
        #expect(try store.page(after: .min, limit: 1).source == 0)
    }

    @Test func anErrorNamesTheFileAndNoSecret() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.sqlite"
        let store = SQLiteAccountStore(path: path, busyTimeout: 0)
        do {
            _ = try Self.user(store, "whatAcoolName", at: "b.example")
            Issue.record("answered from nowhere")
        } catch {
            #expect(
                error.description
                    == "database \(path): does not exist; make it with \"vmailadm init\", or restore a backup")
        }
    }
}

/// What kind of error `body` ends with, if it does.
func kind(_ body: () throws(StoreError) -> Void) -> StoreError.Kind? {
    do {
        try body()
        return nil
    } catch {
        return error.kind
    }
}
