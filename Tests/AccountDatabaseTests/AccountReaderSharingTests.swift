import Foundation
import TestSupport
import Testing

@testable import AccountDatabase

/// Questions that share one read of the database.
@Suite struct AccountReaderSharingTests {
    static func mailboxIsOn(_ reader: inout AccountReader) throws(DatabaseError) -> Bool {
        try AccountReaderTests.user(&reader, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1)
    }

    @Test func questionsThatShareAReadSeeOneStateOfAWALDatabase() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + AccountReaderTests.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        reader.beginSharing()
        #expect(try Self.mailboxIsOn(&reader))
        try database.execute("UPDATE VMailbox SET active = 0")
        #expect(try Self.mailboxIsOn(&reader))
        reader.endSharing()
        #expect(try !Self.mailboxIsOn(&reader))
        reader.beginSharing()
        #expect(try !Self.mailboxIsOn(&reader))
        reader.endSharing()
    }

    /// The sixty-fourth question ends the read, and lets writers in.
    @Test(arguments: [1, 63, 64, 65, 200]) func questionsThatShareAReadLockWritersOutUntilTheyEnd(count: Int) throws {
        let database = try TemporaryDatabase(AccountReaderTests.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        let writer = try database.writer()
        try writer.execute("PRAGMA busy_timeout = 0")
        reader.beginSharing()
        #expect(throws: Never.self) { try writer.execute("UPDATE VMailbox SET active = 1") }
        for _ in 0..<count { #expect(try Self.mailboxIsOn(&reader)) }
        if count % 64 == 0 {
            try writer.execute("UPDATE VMailbox SET active = 0")
        } else {
            #expect(throws: (any Error).self) { try writer.execute("UPDATE VMailbox SET active = 0") }
        }
        reader.endSharing()
        try writer.execute("UPDATE VMailbox SET active = 0")
        #expect(try !Self.mailboxIsOn(&reader))
    }

    /// What "cp" and "rsync --inplace" do while questions share a read: no lock of SQLite's keeps them out.
    @Test func aFileThatIsWrittenOverWithoutSQLiteEndsASharedRead() throws {
        let database = try TemporaryDatabase(AccountReaderTests.example)
        let other = try TemporaryDatabase(AccountReaderTests.example + "UPDATE VMailbox SET active = 0")
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        reader.beginSharing()
        #expect(try Self.mailboxIsOn(&reader))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: other.path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: database.path))
        try handle.write(contentsOf: bytes)
        try handle.close()
        #expect(try !Self.mailboxIsOn(&reader))
        reader.endSharing()
    }

    @Test func aFailureEndsASharedRead() throws {
        let database = try TemporaryDatabase(AccountReaderTests.example)
        var reader = AccountReader(path: database.path, busyTimeout: 0)
        let writer = try database.writer()
        reader.beginSharing()
        try writer.execute("BEGIN EXCLUSIVE")
        for _ in 0..<3 {
            #expect(
                kind { () throws(DatabaseError) in _ = try AccountReaderTests.user(&reader, "a", at: "b") } == .locked)
        }
        try writer.execute("UPDATE VMailbox SET active = 0; COMMIT")
        #expect(try !Self.mailboxIsOn(&reader))
        let aside = database.path + ".aside"
        #expect(rename(database.path, aside) == 0)
        reader.endSharing()
        reader.beginSharing()
        #expect(kind { () throws(DatabaseError) in _ = try AccountReaderTests.user(&reader, "a", at: "b") } == .missing)
        #expect(rename(aside, database.path) == 0)
        #expect(try !Self.mailboxIsOn(&reader))
        reader.endSharing()
        #expect(try !Self.mailboxIsOn(&reader))
    }
}
