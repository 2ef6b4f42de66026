import AccountStore
import Foundation
import TestSupport
import Testing

@testable import SQLiteAccountStore

/// The files of a database that are removed, replaced or cut without SQLite, while a store has them open.
@Suite struct ReplacedFilesTests {
    private static let example = SQLiteAccountStoreTests.example
    private static let wal = "PRAGMA journal_mode = WAL;" + example

    private static func isOn(_ store: SQLiteAccountStore) throws -> Bool {
        try SQLiteAccountStoreTests.user(store, "new-vmail-user", at: "new.vmail.example").mailbox == .integer(1)
    }

    private static func failure(of store: SQLiteAccountStore) -> StoreError? {
        do throws(StoreError) {
            _ = try SQLiteAccountStoreTests.user(store, "new-vmail-user", at: "new.vmail.example")
            return nil
        } catch {
            return error
        }
    }

    /// SQLite reads zeros in place of the missing end of the last page, so its rows would be "not there".
    @Test(arguments: [1, 96, 2000, 4095]) func aFileThatWasCutInsideItsLastPageIsDamaged(bytes: Int) throws {
        let database = try TemporaryDatabase(Self.example)
        let opened = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.isOn(opened))
        let size = try #require(try FileManager.default.attributesOfItem(atPath: database.path)[.size] as? Int)
        #expect(truncate(database.path, off_t(size - bytes)) == 0)
        for store in [opened, SQLiteAccountStore(path: database.path, busyTimeout: 0)] {
            let error = try #require(Self.failure(of: store))
            #expect(error.kind == .damaged)
            #expect(error.description.contains("was cut short"))
        }
    }

    @Test func aMissingLogMakesTheStoreReopen() throws {
        let database = try TemporaryDatabase(Self.wal)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.isOn(store))
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: database.path + suffix) }
        // The next writer makes a log of its own, which the store would not see.
        let writer = try database.writer()
        try writer.execute("UPDATE VMailbox SET active = 0")
        #expect(try !Self.isOn(store))
        try writer.execute("UPDATE VMailbox SET active = 1")
        #expect(try Self.isOn(store))
    }

    /// The next writer makes another -shm beside the same -wal: what it writes is not in the one that the store has mapped.
    @Test func aMissingIndexMakesTheStoreReopen() throws {
        let database = try TemporaryDatabase(Self.wal)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.isOn(store))
        try FileManager.default.removeItem(atPath: database.path + "-shm")
        for active in [-1, 1, 0] {
            // Another process: connections of one process share what they have mapped.
            let writer = try Process.run(
                URL(fileURLWithPath: "/usr/bin/env"),
                arguments: [
                    "python3", "-c",
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
                    database.path, "UPDATE VMailbox SET active = \(active)",
                ])
            writer.waitUntilExit()
            #expect(writer.terminationStatus == 0)
            #expect(try Self.isOn(store) == (active == 1))
        }
    }

    /// SQLite would apply the log of the former database to the new file, and every program would read the former one's accounts.
    @Test(arguments: ["", "PRAGMA journal_mode = WAL;"])
    func aNewFileBesideTheFormerLogIsAnErrorUntilTheLogIsGone(mode: String) throws {
        let database = try TemporaryDatabase(Self.wal)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.isOn(store))
        try database.execute("UPDATE Domain SET domClass = 843")
        #expect(try Self.isOn(store))
        let other = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0;" + mode)
        #expect(rename(other.path, database.path) == 0)
        for _ in 0..<3 {
            let error = try #require(Self.failure(of: store))
            #expect(error.kind == .damaged)
            #expect(error.description.contains("remove \(database.path)-wal and \(database.path)-shm"))
        }
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: database.path + suffix) }
        #expect(try !Self.isOn(store))
    }

    /// An empty log holds nothing that could be applied.
    @Test func aNewFileBesideAnEmptyLogIsRead() throws {
        let database = try TemporaryDatabase(Self.wal)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(try Self.isOn(store))
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        #expect(try Self.isOn(store))
        let other = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0")
        #expect(rename(other.path, database.path) == 0)
        #expect(try !Self.isOn(store))
    }

    /// The path may be a symbolic link, beside which there is never a log.
    @Test func theLogBesideTheTargetOfALinkIsTheOneThatCounts() throws {
        let database = try TemporaryDatabase(Self.wal)
        let link = database.folder.path + "/link.sqlite"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: database.path)
        let store = SQLiteAccountStore(path: link, busyTimeout: 0)
        #expect(try Self.isOn(store))
        try database.execute("UPDATE Domain SET domClass = 843")
        #expect(try Self.isOn(store))
        let other = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0")
        #expect(rename(other.path, database.path) == 0)
        #expect(Self.failure(of: store)?.kind == .damaged)
        let third = try TemporaryDatabase(Self.example + "UPDATE VMailbox SET active = 0")
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: third.path)
        #expect(try !Self.isOn(store))
    }
}
