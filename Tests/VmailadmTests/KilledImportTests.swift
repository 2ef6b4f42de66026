import Foundation
import Glibc
import Testing

/// `kill -9` at random moments of an import leaves the old database or the new one, and nothing between.
@Suite struct KilledImportTests {
    private static let accounts = 100_000
    private static let rounds = 6

    @Test func leavesTheOldDatabaseOrTheNewOne() throws {
        let database = try TestDatabase("INSERT INTO Domain (domName, domClass) VALUES ('v.example', 842);")
        let lines = (0..<Self.accounts).map {
            "user\($0)@v.example,{SHA256}ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n"
        }
        try database.folder.write("address,hash\n" + lines.joined(), to: "accounts.csv")
        let arguments = ["--config", database.config, "import", database.folder.path("accounts.csv")]

        let start = Date.now
        #expect(try Vmailadm.run(arguments + ["--dry-run"]).status == 0)
        let duration = Date.now.timeIntervalSince(start)

        var outcomes: Set<String> = []
        // Evenly over the time that it takes, and somewhat beyond.
        for round in 1...Self.rounds {
            let output = try TemporaryFolder()
            let process = try Vmailadm.start(arguments, folder: output)
            usleep(
                UInt32(
                    duration * Double.random(in: Double(round - 1)...Double(round)) / Double(Self.rounds - 1)
                        * 1_000_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()

            #expect(try database.rows("PRAGMA integrity_check") == ["ok"])
            let counts = try database.rows("SELECT (SELECT count(*) FROM Address), (SELECT count(*) FROM VMailbox)")
            #expect(counts == ["0|0"] || counts == ["\(Self.accounts)|\(Self.accounts)"])
            outcomes.formUnion(counts)
            try database.execute("DELETE FROM VMailbox; DELETE FROM Address;")
        }
        #expect(outcomes.contains("0|0"))
    }
}
