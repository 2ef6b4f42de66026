import AccountStore
import Foundation
import TestSupport
import Testing

@testable import SQLiteAccountStore

/// Questions that share one read of the database.
@Suite struct SharedReadTests {
    static func mailboxIsOn(_ store: SQLiteAccountStore) throws(StoreError) -> Bool {
        try SQLiteAccountStoreTests.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1)
    }

    @Test func questionsThatShareAReadSeeOneStateOfAWALDatabase() throws {
        let database = try TemporaryDatabase("PRAGMA journal_mode = WAL;" + SQLiteAccountStoreTests.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        try store.sharing { () throws in
            #expect(try Self.mailboxIsOn(store))
            try database.execute("UPDATE VMailbox SET active = 0")
            #expect(try Self.mailboxIsOn(store))
        }
        #expect(try !Self.mailboxIsOn(store))
        try store.sharing { () throws in
            #expect(try !Self.mailboxIsOn(store))
        }
    }

    /// The sixty-fourth question ends the read, and lets writers in.
    @Test(arguments: [1, 63, 64, 65, 200]) func questionsThatShareAReadLockWritersOutUntilTheyEnd(count: Int) throws {
        let database = try TemporaryDatabase(SQLiteAccountStoreTests.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        let writer = try database.writer()
        try writer.execute("PRAGMA busy_timeout = 0")
        try store.sharing { () throws in
            #expect(throws: Never.self) { try writer.execute("UPDATE VMailbox SET active = 1") }
            for _ in 0..<count { #expect(try Self.mailboxIsOn(store)) }
            if count % 64 == 0 {
                try writer.execute("UPDATE VMailbox SET active = 0")
            } else {
                #expect(throws: (any Error).self) { try writer.execute("UPDATE VMailbox SET active = 0") }
            }
        }
        try writer.execute("UPDATE VMailbox SET active = 0")
        #expect(try !Self.mailboxIsOn(store))
    }

    /// What "cp" and "rsync --inplace" do while questions share a read: no lock of SQLite's keeps them out.
    @Test func aFileThatIsWrittenOverWithoutSQLiteEndsASharedRead() throws {
        let database = try TemporaryDatabase(SQLiteAccountStoreTests.example)
        let other = try TemporaryDatabase(SQLiteAccountStoreTests.example + "UPDATE VMailbox SET active = 0")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        try store.sharing { () throws in
            #expect(try Self.mailboxIsOn(store))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: other.path))
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: database.path))
            try handle.write(contentsOf: bytes)
            try handle.close()
            #expect(try !Self.mailboxIsOn(store))
        }
    }

    @Test func aFailureEndsASharedRead() throws {
        let database = try TemporaryDatabase(SQLiteAccountStoreTests.example)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        let writer = try database.writer()
        let aside = database.path + ".aside"
        try store.sharing { () throws in
            try writer.execute("BEGIN EXCLUSIVE")
            for _ in 0..<3 { #expect(Self.failure(of: store) == .locked) }
            try writer.execute("UPDATE VMailbox SET active = 0; COMMIT")
            #expect(try !Self.mailboxIsOn(store))
            #expect(rename(database.path, aside) == 0)
        }
        try store.sharing { () throws in
            #expect(Self.failure(of: store) == .missing)
            #expect(rename(aside, database.path) == 0)
            #expect(try !Self.mailboxIsOn(store))
        }
        #expect(try !Self.mailboxIsOn(store))
    }

    private static func failure(of store: SQLiteAccountStore) -> StoreError.Kind? {
        kind { () throws(StoreError) in _ = try SQLiteAccountStoreTests.user(store, "a", at: "b") }
    }
}
