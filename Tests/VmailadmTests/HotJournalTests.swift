import Foundation
import TestSupport
import Testing

/// A program that was killed in the middle of a transaction leaves a hot journal, which the next vmailadm rolls back.
@Suite struct HotJournalTests {
    /// A database with a real hot journal: the files of a transaction that was under way, without the locks of its writer.
    private func killedWriter(patience: Int) throws -> TestDatabase {
        let database = try TestDatabase(example: true)
        let writer = try Writer(database.path)
        try writer.execute(
            "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; UPDATE Domain SET active = 0")
        try writer.execute(
            (1...2000).map { "INSERT INTO Domain (domName, domClass) VALUES ('half-done-\($0).example', 3);" }.joined())
        for suffix in ["", "-journal"] {
            try FileManager.default.copyItem(
                atPath: database.path + suffix, toPath: database.folder.path("killed.sqlite\(suffix)"))
        }
        let killed = database.folder.path("killed.sqlite")
        try database.folder.write("database = \(killed)\nbusy_timeout = \(patience)\n", to: "vmail-auth.conf")
        return database
    }

    @Test(arguments: [
        ["domain", "list"], ["check"], ["explain", "root@myhostname.example.com"], ["export"],
        ["transport", "disable", "7"],
    ])
    func itIsRolledBackByEveryCommand(command: [String]) throws {
        let database = try killedWriter(patience: 60)
        let run = try database.vmailadm(command)
        #expect([0, 1].contains(run.status), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: database.folder.path("killed.sqlite-journal")))
        #expect(try !database.vmailadm("domain list").output.contains("half-done"))
    }

    @Test func aBackupRollsItBack() throws {
        let database = try killedWriter(patience: 60)
        #expect(try database.vmailadm(["backup", database.folder.path("copy")]).status == 0)
        #expect(try !database.vmailadm("domain list").output.contains("half-done"))
    }

    /// The lock that readers hold for the time of a read, held until it is given back.
    @Test func theLockThatReadersTakeIsWaitedFor() throws {
        let database = try killedWriter(patience: 60)
        // SQLite's os.h: the lock of readers is on these bytes.
        let descriptor = open(database.folder.path("killed.sqlite"), O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        lock.l_start = 0x4000_0002
        lock.l_len = 510
        #expect(fcntl(descriptor, F_SETLK, &lock) == 0)
        let folder = try TemporaryFolder()
        let process = try Vmailadm.start(["--config", database.config, "domain", "list"], folder: folder)
        // Time to meet the lock. A program that needs longer finds none, and passes as well.
        usleep(500_000)
        close(descriptor)
        process.waitUntilExit()
        let errors = try folder.text("err")
        #expect(process.terminationStatus == 0, "\(errors)")
    }

    @Test func readersUnderLoadDoNotKeepItFromBeingRolledBack() throws {
        let database = try killedWriter(patience: 60)
        let killed = database.folder.path("killed.sqlite")
        let questions = String(repeating: "SELECT count(*) FROM Domain;\n", count: 300_000)
        try database.folder.write(questions, to: "questions")
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        reader.arguments = ["-readonly", killed]
        reader.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: database.folder.path("questions")))
        reader.standardOutput = FileHandle.nullDevice
        reader.standardError = FileHandle.nullDevice
        try reader.run()
        defer {
            // It may have come to its end.
            if reader.isRunning { kill(reader.processIdentifier, SIGKILL) }
            reader.waitUntilExit()
        }
        let run = try database.vmailadm("domain list")
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.output.contains("half-done"))
    }
}
