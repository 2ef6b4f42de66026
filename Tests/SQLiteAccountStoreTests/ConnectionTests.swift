import AccountStore
import Foundation
import TestSupport
import Testing

@testable import SQLiteAccountStore

@Suite struct ConnectionTests {
    /// Else a program that is killed before its commit leaves a file that those who only read can't read.
    @Test func aChangeIsNotWrittenBeforeItsCommit() throws {
        let path = NSTemporaryDirectory() + "connection-\(UUID().uuidString).sqlite"
        defer { for file in [path, path + "-journal"] { try? FileManager.default.removeItem(atPath: file) } }
        try Data().write(to: URL(fileURLWithPath: path))
        func size() throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int }

        let connection = try Connection.writing(path, busyTimeout: 0)
        try connection.run("CREATE TABLE T (t)")
        let before = try size()
        try connection.run("BEGIN IMMEDIATE")
        // More than fits into SQLite's page cache, which is 2 MB.
        for _ in 1...40 { try connection.run("INSERT INTO T VALUES (zeroblob(1000000))") }
        #expect(try size() == before)
        let reader = try Connection.reading(path, busyTimeout: 0)
        #expect(try reader.row("SELECT count(*) FROM T") { $0.integer(0) } == 0)
        try connection.run("COMMIT")
        #expect(try reader.row("SELECT count(*) FROM T") { $0.integer(0) } == 40)
    }
}
