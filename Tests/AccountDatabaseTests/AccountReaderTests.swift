import CSQLite
import Foundation
import SecretBytes
import TestSupport
import Testing

@testable import AccountDatabase

@Suite struct AccountReaderTests {
    static let example = """
        INSERT INTO Domain (domName, domClass) VALUES ('new.vmail.example', 842);
        INSERT INTO Address (addLocalpart, addDomNum) VALUES ('new-vmail-user', 1), ('alias', 1);
        INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}whatAcoolPassword');
        """

    static func user(_ reader: inout AccountReader, _ localpart: String, at domain: String) throws(DatabaseError)
        -> AccountRows
    {
        try reader.rows(localpart: localpart, domain: domain, wantsPassword: true)
    }

    @Test func allThreeRowsOfAMailbox() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        let rows = try Self.user(&reader, "new-vmail-user", at: "new.vmail.example")
        #expect(rows.domain == .init(active: .integer(1), domClass: 842))
        #expect(rows.address == .integer(1))
        #expect(rows.mailbox == .integer(1))
        #expect(text(rows.vmPasswd) == "{PLAIN}whatAcoolPassword")
    }

    @Test func aChainEndsWhereARowIsMissing() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        let alias = try Self.user(&reader, "alias", at: "new.vmail.example")
        #expect(alias.domain != nil && alias.address == .integer(1) && alias.mailbox == nil)
        let nobody = try Self.user(&reader, "nobody", at: "new.vmail.example")
        #expect(nobody.domain != nil && nobody.address == nil && nobody.mailbox == nil)
        let nowhere = try Self.user(&reader, "nobody", at: "example.net")
        #expect(nowhere.domain == nil)
    }

    @Test func thePasswordIsNotReadUnlessAskedFor() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        let rows = try reader.rows(localpart: "new-vmail-user", domain: "new.vmail.example", wantsPassword: false)
        #expect(text(rows.vmPasswd) == nil)
    }

    @Test(arguments: [
        ("NULL", ActiveValue.null), ("'x'", .notAnInteger), ("1.5", .notAnInteger), ("x'31'", .notAnInteger),
        ("-1", .integer(-1)), ("7", .integer(7)), ("9223372036854775807", .integer(.max)),
    ])
    func whatIsInAnActiveColumnIsToldApart(sql: String, value: ActiveValue) throws {
        let database = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = \(sql)")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == value)
    }

    @Test func aNameIsBoundAndNeverPasted() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(try Self.user(&reader, "x' OR '1'='1", at: "new.vmail.example").address == nil)
        #expect(try Self.user(&reader, "new-vmail-use_", at: "new.vmail.example").address == nil)
        #expect(try Self.user(&reader, "%", at: "%").domain == nil)
    }

    @Test func aMissingFileIsMissingAndIsNotCreated() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.sqlite"
        var reader = AccountReader(path: path, busyTimeout: 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .missing)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aFileThatIsNoDatabaseIsCorrupt() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("mail.sqlite", String(repeating: "not a database. ", count: 300))
        var reader = AccountReader(path: path, busyTimeout: 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .corrupt)
    }

    @Test(arguments: ["", "CREATE TABLE Domain (domName)"])
    func aDatabaseWithoutTheTablesHasTheWrongSchema(statements: String) throws {
        let database = try TemporaryDatabase(schema: false, statements)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .schema)
    }

    @Test func aFolderIsUnreadable() throws {
        let folder = try TemporaryFolder()
        var reader = AccountReader(path: folder.path, busyTimeout: 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .unreadable)
    }

    @Test func aWriterThatIsAboutToCommitLocksARollbackDatabase() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        _ = try Self.user(&reader, "new-vmail-user", at: "new.vmail.example")
        let writer = try database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .locked)
        try writer.execute("COMMIT")
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
    }

    @Test func aWriterInWALModeLocksNobodyOut() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + Self.example)
        let writer = try database.writer()
        try writer.execute("BEGIN IMMEDIATE; UPDATE VMailbox SET active = 0")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        try writer.execute("COMMIT")
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
    }

    @Test func aWALDatabaseInExclusiveModeIsLocked() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + Self.example)
        let writer = try database.writer()
        try writer.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE VMailbox SET active = 0")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .locked)
    }

    @Test func aChangeIsSeenByTheNextQuestion() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        for active in [-1, 0, 1, -1] {
            try database.execute("UPDATE Address SET active = \(active) WHERE addNum = 1")
            #expect(
                try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").address == .integer(Int64(active)))
        }
    }

    @Test func aFileThatWasReplacedIsReadAnew() throws {
        let database = try TemporaryDatabase(Self.example)
        let other = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        let before = reader.generation
        try database.execute("UPDATE Domain SET active = 2")
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").domain?.active == .integer(2))
        #expect(reader.generation == before)
        #expect(rename(other.path, database.path) == 0)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
        #expect(reader.generation != before)
    }

    @Test func aFileThatWasRemovedIsMissingFromThatMomentOn() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        _ = try Self.user(&reader, "new-vmail-user", at: "new.vmail.example")
        let aside = database.path + ".aside"
        #expect(rename(database.path, aside) == 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .missing)
        #expect(rename(aside, database.path) == 0)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
    }

    @Test func aFileThatWasCutShortInPlaceIsAnErrorAndNotTheEnd() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        _ = try Self.user(&reader, "new-vmail-user", at: "new.vmail.example")
        #expect(truncate(database.path, 0) == 0)
        #expect(kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") } == .schema)
        #expect(truncate(database.path, 5000) == 0)
        let failure = kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "b") }
        #expect(failure == .corrupt)
    }

    @Test func twoRowsForOneNameAreAnError() throws {
        let tables = try TemporaryDatabase.schema
            .replacingOccurrences(of: "domName    TEXT NOT NULL UNIQUE", with: "domName TEXT")
        let database = try TemporaryDatabase(schema: false, tables + Self.example)
        try database.execute("INSERT INTO Domain (domName, domClass) VALUES ('new.vmail.example', 843)")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        #expect(
            kind { () throws(DatabaseError) in _ = try Self.user(&reader, "a", at: "new.vmail.example") } == .ambiguous)
    }

    @Test func mailboxesComeInPages() throws {
        let database = try TemporaryDatabase("INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);")
        let rows = (1...25).map { "('u\($0)', 1)" }.joined(separator: ",")
        try database.execute(
            "INSERT INTO Address (addLocalpart, addDomNum) VALUES \(rows); INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address"
        )
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        var numbers: [Int64] = []
        var last = Int64.min
        while case let page = try reader.mailboxes(after: last, limit: 10), let end = page.last {
            numbers += page.map(\.number)
            last = end.number
        }
        #expect(numbers == Array(1...25))
    }

    @Test func theNewestPasswordThatIsWanted() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        try database.execute("INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (2, '!'), (3, NULL)")
        #expect(text(try reader.newestPassword(among: 9) { _ in true }) == "!")
        #expect(text(try reader.newestPassword(among: 9) { $0.count > 1 }) == "{PLAIN}whatAcoolPassword")
        #expect(text(try reader.newestPassword(among: 1) { $0.count > 1 }) == nil)
        #expect(text(try reader.newestPassword(among: 9) { _ in false }) == nil)
    }

    /// SQLite believes its pages as long as the header's change counter stays. Two files with as many commits have the same one.
    @Test(arguments: [false, true]) func aFileThatWasCopiedOverInPlaceIsReadAnew(isMapped: Bool) throws {
        let database = try TemporaryDatabase(Self.example)
        let copy = database.path + ".copy"
        try FileManager.default.copyItem(atPath: database.path, toPath: copy)
        try Writer(copy).execute("UPDATE VMailbox SET active = 0")
        try database.execute("UPDATE Domain SET active = 1")
        var reader = AccountReader(path: database.path, busyTimeout: 0, isMapped: isMapped)
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: database.path))
        try handle.write(contentsOf: bytes)
        try handle.close()
        #expect(try Self.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(0))
        #expect(reader.generation == 1)
    }

    @Test func aReaderThatIsAskedOftenMapsTheFile() throws {
        let database = try TemporaryDatabase(Self.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0, isMapped: true)
        _ = try Self.user(&reader, "new-vmail-user", at: "new.vmail.example")
        let maps = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps")).readToEnd() ?? Data()
        #expect(String(decoding: maps, as: UTF8.self).contains(database.path))
    }

    @Test func anErrorNamesTheFileAndNoSecret() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.sqlite"
        var reader = AccountReader(path: path, busyTimeout: 0)
        do {
            _ = try Self.user(&reader, "whatAcoolName", at: "b.example")
            Issue.record("answered from nowhere")
        } catch {
            #expect(error.description == "database \(path): does not exist")
        }
    }

    private func text(_ secret: borrowing SecretBytes?) -> String? {
        switch secret {
        case .some(let secret): secret.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        case nil: nil
        }
    }
}

/// What kind of error `body` ends with, if it does.
func kind(_ body: () throws(DatabaseError) -> Void) -> DatabaseError.Kind? {
    do {
        try body()
        return nil
    } catch {
        return error.kind
    }
}
