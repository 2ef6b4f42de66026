import Foundation
import SQLiteAccountStore
import TestSupport
import Testing

/// `vmailadm restore`, and the backups that it takes.
@Suite struct RestoreTests {
    private static let modes = ["DELETE", "WAL"]

    private func database(_ mode: String, backup name: String = "good") throws -> TestDatabase {
        let database = try TestDatabase(example: true, "PRAGMA journal_mode = \(mode)")
        #expect(try database.vmailadm(["backup", database.folder.path(name)]).status == 0)
        try database.execute(
            """
            DELETE FROM VMailbox WHERE vmNum = 13;
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (99, 'added', 4);
            INSERT INTO VMailbox (vmNum) VALUES (99);
            DELETE FROM Domain WHERE domName = 'killed.example';
            """)
        return database
    }

    private func restore(_ database: TestDatabase, _ arguments: String...) throws -> Vmailadm.Run {
        try database.vmailadm(["restore", database.folder.path("good")] + arguments)
    }

    @Test(arguments: modes) func aBackupIsOneFileInRollbackMode(mode: String) throws {
        let database = try database(mode)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: database.folder.path("good")))
        // sqlite.org/fileformat2.html: the write and the read version, 1 in rollback mode and 2 in WAL mode.
        #expect(bytes[18] == 1 && bytes[19] == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: database.folder.root)
        #expect(files.filter { $0.hasPrefix("good") } == ["good"])
    }

    @Test(arguments: modes) func withoutYesItSaysWhatChangesAndChangesNothing(mode: String) throws {
        let database = try database(mode)
        let before = try database.contents()
        let run = try restore(database)
        #expect(run.status == 1)
        #expect(run.errors.contains("nothing was restored; --yes restores all of"))
        #expect(
            run.lines == [
                "would add Domain killed.example",
                "would remove VMailbox added@vmail.example",
                "would add VMailbox vmail-killed@vmail.example",
                "domains: 8 in both, 0 only in the database, 1 only in the backup",
                "accounts: 2 in both, 1 only in the database, 1 only in the backup",
                "accounts in both: 0 get another password, 0 may log in again, 0 may no longer log in",
            ])
        #expect(try database.contents() == before)
    }

    /// An account that was locked since, or whose password was changed, is one that an administrator wants to know of.
    @Test func loginsAndPasswordsThatComeBackAreNamed() throws {
        let database = try database("DELETE")
        let mailbox = try #require(try database.rows("SELECT min(vmNum) FROM VMailbox WHERE active = 1").first)
        try database.execute("UPDATE VMailbox SET active = -1, vmPasswd = '{PLAIN}new' WHERE vmNum = \(mailbox)")
        let run = try restore(database)
        #expect(run.status == 1)
        #expect(run.lines.contains { $0.hasPrefix("would change VMailbox ") && $0.hasSuffix(": it may log in again") })
        #expect(
            run.lines.last == "accounts in both: 1 get another password, 1 may log in again, 0 may no longer log in")
    }

    @Test func theDatabaseItselfIsNoBackup() throws {
        let database = try database("WAL")
        let before = try database.contents()
        try FileManager.default.createSymbolicLink(
            atPath: database.folder.path("link"), withDestinationPath: database.path)
        for file in [database.path, database.folder.path("link")] {
            let run = try database.vmailadm(["restore", file, "--yes"])
            #expect(run.status == 1)
            #expect(run.errors.contains("is the database itself; nothing was restored"))
        }
        #expect(try database.contents() == before)
    }

    /// The grants go with the table.
    @Test func aBackupOfAnEarlierVersionIsSaid() throws {
        let database = try database("DELETE")
        try Writer(database.folder.path("good")).execute("DROP TABLE Sender; PRAGMA user_version = 0")
        try database.execute("INSERT INTO Sender (sndNum, sndAddress) SELECT min(vmNum), 'x@y.example' FROM VMailbox")
        let planned = try restore(database)
        #expect(
            planned.errors.contains(
                "the backup has version 0 of the schema, without some of the database's tables (version 1)"))
        #expect(try database.rows("SELECT count(*) FROM Sender") == ["1"])
        #expect(try restore(database, "--yes").status == 0)
        #expect(try database.rows("PRAGMA user_version") == ["0"])
        #expect(try database.vmailadm("schema upgrade").status == 0)
        #expect(try database.rows("SELECT count(*) FROM Sender") == ["0"])
    }

    @Test func aBackupWithoutATableOfItsVersionIsRefused() throws {
        let database = try database("DELETE")
        try Writer(database.folder.path("good")).execute("DROP TABLE Sender")
        let run = try restore(database, "--yes")
        #expect(run.status == 65)
        #expect(run.errors.contains("there is no table Sender, which version 1 has"))
    }

    @Test func tablesOfALaterSchemaAreNotReplaced() throws {
        let database = try database("DELETE")
        try database.execute("CREATE TABLE Later (x); PRAGMA user_version = 99")
        let run = try restore(database, "--yes")
        #expect(run.status == 65)
        #expect(run.errors.contains("later schema"))
        #expect(try database.rows("SELECT count(*) FROM Later") == ["0"])
    }

    /// Another program may have the backup open: what it wrote to its -wal belongs to it.
    @Test func aBackupInWALModeKeepsItsSideFiles() throws {
        let database = try database("DELETE")
        let writer = try Writer(database.folder.path("good"))
        try writer.execute("PRAGMA journal_mode = WAL; UPDATE Domain SET domSysUser = 7")
        #expect(try restore(database, "--yes").status == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: database.folder.root)
        #expect(files.filter { $0.hasPrefix("good") }.sorted() == ["good", "good-shm", "good-wal"])
        #expect(Set(try database.rows("SELECT domSysUser FROM Domain")) == ["7"])
        try writer.execute("UPDATE Domain SET domSysUser = 8")
    }

    @Test(arguments: modes) func aServerAnswersFromTheRestoredRowsAtOnce(mode: String) throws {
        let database = try database(mode)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        func hasMailbox(_ localpart: String) throws -> Bool {
            try store.rows(localpart: localpart, domain: "vmail.example").mailbox != nil
        }
        #expect(try hasMailbox("added"))
        #expect(try !hasMailbox("vmail-killed"))
        let run = try restore(database, "--yes")
        #expect(run.status == 0)
        #expect(run.lines.contains("removed VMailbox added@vmail.example"))
        #expect(try !hasMailbox("added"))
        #expect(try hasMailbox("vmail-killed"))
        #expect(try database.contents() == TestDatabase(example: true).contents())
        #expect(try database.rows("PRAGMA journal_mode") == [mode.lowercased()])
        let files = try FileManager.default.contentsOfDirectory(atPath: database.folder.root)
        #expect(!files.contains { $0.hasPrefix("mail.sqlite.restore") || $0.hasPrefix("good-") })
    }

    /// A backup of old, in WAL mode itself, does not bring its mode with it.
    @Test func theDatabaseKeepsItsJournalMode() throws {
        let database = try database("DELETE")
        try Writer(database.folder.path("good")).execute("PRAGMA journal_mode = WAL")
        #expect(try restore(database, "--yes").status == 0)
        #expect(try database.rows("PRAGMA journal_mode") == ["delete"])
        let files = try FileManager.default.contentsOfDirectory(atPath: database.folder.root)
        #expect(files.filter { $0.hasPrefix("good") } == ["good"])
    }

    /// SQLite's backup API refuses a database in WAL mode that has another page size.
    @Test(arguments: modes) func anotherPageSizeIsNoObstacle(mode: String) throws {
        let database = try database(mode)
        try Writer(database.folder.path("good")).execute("PRAGMA page_size = 8192; VACUUM")
        #expect(try restore(database, "--yes").status == 0)
        #expect(try database.contents() == TestDatabase(example: true).contents())
    }

    @Test(arguments: modes) func aLockedDatabaseIs75AndUnchanged(mode: String) throws {
        let database = try database(mode)
        let before = try database.contents()
        let run = try database.whileLocked { try restore(database, "--yes") }
        #expect(run.status == 75)
        #expect(run.errors.contains("\(database.path): is locked by another program; nothing was changed"))
        #expect(try database.contents() == before)
    }

    /// In rollback mode a read under way holds the lock that a restore needs; in WAL mode it goes on from its own state.
    @Test(arguments: modes) func aReadUnderWayIsNotDisturbed(mode: String) throws {
        let database = try database(mode)
        let before = try database.contents()
        let reader = try Writer(database.path)
        try reader.execute("BEGIN; SELECT count(*) FROM Domain")
        let run = try restore(database, "--yes")
        #expect(run.status == (mode == "WAL" ? 0 : 75))
        if mode != "WAL" { #expect(try database.contents() == before) }
        try reader.execute("COMMIT")
        #expect(try restore(database, "--yes").status == 0)
        #expect(try database.contents() == TestDatabase(example: true).contents())
    }

    /// kill -9 at random moments leaves the old content or the restored one.
    @Test(arguments: modes) func aKilledRestoreIsAllOrNothing(mode: String) throws {
        for _ in 1...4 {
            let database = try database(mode)
            let (old, new) = (try database.contents(), try TestDatabase(example: true).contents())
            let folder = try TemporaryFolder()
            let process = try Vmailadm.start(
                ["--config", database.config, "restore", database.folder.path("good"), "--yes"], folder: folder)
            usleep(.random(in: 0...60_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let found = try database.contents()
            #expect(found == old || found == new)
            #expect(try database.rows("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test(arguments: ["text", "cut", "damaged", "foreign", "later", "gone"]) func whatIsNoBackupIsRefused(fault: String)
        throws
    {
        let database = try database("DELETE")
        let backup = database.folder.path("good")
        switch fault {
        case "text": try database.folder.write("this is a text, and no database at all", to: "good")
        case "cut":
            let size = try FileManager.default.attributesOfItem(atPath: backup)[.size] as? off_t ?? 0
            truncate(backup, size - 100)
        case "damaged":
            var bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
            bytes.replaceSubrange(8192..<12288, with: Data(repeating: 0xa5, count: 4096))
            try bytes.write(to: URL(fileURLWithPath: backup))
        case "foreign": try Writer(backup).execute("DROP TABLE Alias")
        case "later": try Writer(backup).execute("PRAGMA user_version = 99")
        default: try FileManager.default.removeItem(atPath: backup)
        }
        let before = try database.contents()
        let run = try restore(database, "--yes")
        #expect(run.status == (fault == "gone" ? 75 : 65))
        #expect(run.errors.hasPrefix("vmailadm: backup \(backup): "))
        #expect(try database.contents() == before)
    }

    @Test func aDamagedDatabaseIsRestored() throws {
        let database = try database("DELETE")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: database.path))
        bytes.replaceSubrange(4096..., with: Data(repeating: 0xa5, count: bytes.count - 4096))
        try bytes.write(to: URL(fileURLWithPath: database.path))
        let run = try restore(database, "--yes")
        #expect(run.status == 0)
        #expect(run.errors.contains("what the database holds now cannot be read"))
        #expect(try database.contents() == TestDatabase(example: true).contents())
    }

    @Test func whatSQLiteCannotRestoreIntoIsSaid() throws {
        let database = try database("DELETE")
        try database.folder.write(String(repeating: "no database ", count: 1000), to: "mail.sqlite")
        let run = try restore(database, "--yes")
        #expect(run.status == 65)
        #expect(run.errors.contains("run \"vmailadm init\" and restore again"))
        try FileManager.default.removeItem(atPath: database.path)
        #expect(try restore(database, "--yes").errors.contains("run \"vmailadm init\", then restore into it"))
    }

    @Test func manyNamesAreCounted() throws {
        let database = try TestDatabase()
        #expect(try database.vmailadm(["backup", database.folder.path("good")]).status == 0)
        try database.execute(
            (1...30).map { "INSERT INTO Domain (domName, domClass) VALUES ('d\($0).example', 3);" }.joined())
        let run = try restore(database)
        #expect(run.lines.count == 23)
        #expect(
            run.output.contains(
                "domains: 0 in both, 30 only in the database, 0 only in the backup; the first 20 are listed"))
    }

    @Test func checkNamesTheFilesThatAMoveWouldMeet() throws {
        let database = try TestDatabase(example: true, "PRAGMA journal_mode = WAL")
        let open = try Writer(database.path)
        try open.execute("UPDATE Domain SET active = 1")
        let output = try database.vmailadm("check").output
        #expect(output.contains("stop vmail-dictd and every program that writes to it, and remove /"))
        #expect(output.contains("mail.sqlite-wal and "))
        try open.execute("PRAGMA journal_mode = DELETE")
        #expect(try !database.vmailadm("check").output.contains("-wal"))
    }
}
