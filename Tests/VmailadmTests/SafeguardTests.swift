import Foundation
import Glibc
import Testing

/// What holds for every command that changes the database.
@Suite struct SafeguardTests {
    /// One of each, all of which work on the example.
    static let changes = [
        "domain add new.example --alias --with-role-addresses root", "domain disable vmail.example --with-logins",
        "domain enable vmail.example", "domain restrict vmail.example 50", "domain remove vmail.example --cascade",
        "transport add mx.new.example", "transport disable 7", "transport remove 7 --cascade",
        "restriction-class add 35 yourclass", "restriction-class remove 20 --cascade",
        "address add new", "address disable victim", "address restrict victim 50", "address remove victim --cascade",
        "alias add new@alias.example root", "alias disable victim", "alias remove victim --cascade",
        "local-alias add new /dev/null", "local-alias disable victim", "local-alias remove victim",
        "mailbox add new@vmail.example --hash {PLAIN}x", "mailbox passwd vmail-killed@vmail.example --hash {PLAIN}x",
        "mailbox rename vmail-killed@vmail.example new@vmail.example",
        "mailbox disable vmail-killed@vmail.example", "mailbox remove vmail-killed@vmail.example --cascade",
        "login disable compromised", "login enable compromised", "catchall add catchall.example root --yes",
    ]

    @Test(arguments: changes) func aDryRunChangesNothing(command: String) throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm("\(command) --dry-run")
        #expect(run.status == 0)
        #expect(!run.output.contains("\nadded"))
        #expect(try database.contents() == before)
    }

    @Test(arguments: changes) func theForeignKeysHold(command: String) throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm(command).status == 0)
        #expect(try database.rows("PRAGMA foreign_key_check") == [])
    }

    @Test(arguments: changes) func aLockedDatabaseIs75(command: String) throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.whileLocked { try database.vmailadm(command) }
        #expect(run.status == 75)
        #expect(run.output == "")
        #expect(
            run.errors == "vmailadm: database \(database.path): is locked by another program; nothing was changed\n")
        #expect(try database.contents() == before)
    }

    @Test(arguments: ["domain list", "mailbox list --json", "login list", "alias list"])
    func readingALockedDatabaseIs75(command: String) throws {
        let database = try TestDatabase(example: true)
        #expect(try database.whileLocked { try database.vmailadm(command) }.status == 75)
    }

    @Test func itWaitsForALock() throws {
        let database = try TestDatabase(example: true)
        try database.folder.write("busy_timeout = 60\n", to: "patient.conf")
        let folder = try TemporaryFolder()
        let waiting = try database.whileLocked {
            let process = try Vmailadm.start(
                [
                    "--config", database.folder.path("patient.conf"), "--database", database.path, "transport",
                    "disable", "7",
                ],
                folder: folder)
            // Time to meet the lock. One that needs longer finds none, and passes as well.
            usleep(200_000)
            return process
        }
        waiting.waitUntilExit()
        #expect(waiting.terminationStatus == 0)
        #expect(try database.rows("SELECT active FROM Transport") == ["0"])
    }

    @Test func aMissingDatabaseIsNotMade() throws {
        let folder = try TemporaryFolder()
        for command in [["domain", "list"], ["transport", "add", "mx.example"]] {
            let run = try Vmailadm.run(["--database", folder.path("mail.sqlite")] + command)
            #expect(run.status == 75)
            #expect(run.errors.contains("does not exist; make it with \"vmailadm init\", or restore a backup"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root) == [])
    }

    @Test func whatIsNoDatabaseIs65() throws {
        let folder = try TemporaryFolder()
        try folder.write("this is a text, and no database at all", to: "mail.sqlite")
        #expect(try Vmailadm.run(["--database", folder.path("mail.sqlite"), "domain", "list"]).status == 65)
    }

    @Test func aLaterSchemaIsLeftAlone() throws {
        let database = try TestDatabase(example: true, "PRAGMA user_version = 2")
        let run = try database.vmailadm("domain list")
        #expect(run.status == 65)
        #expect(run.errors.contains("later schema"))
    }

    @Test func aDatabaseMadeByHandFromTheHowtoIsOurs() throws {
        let database = try TestDatabase(example: true, "PRAGMA user_version = 0")
        #expect(try database.vmailadm("login disable compromised").status == 0)
    }

    @Test(arguments: [
        "domain list", "transport list", "restriction-class list", "address list", "address list vmail.example",
        "alias list",
        "local-alias list", "mailbox list", "login list", "catchall list", "domain show vmail.example",
        "transport show 7",
        "restriction-class show 20", "address show root", "alias show victim", "local-alias show victim",
        "mailbox show vmail-killed@vmail.example",
    ])
    func everyReadingCommandSpeaksJSON(command: String) throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET active = 'x' WHERE addNum = 1; UPDATE VMailbox SET active = NULL")
        let run = try database.vmailadm("\(command) --json")
        #expect(run.status == 0)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let rows = (document as? [[String: Any]]) ?? [document as? [String: Any] ?? [:]]
        #expect(command.contains("list") ? document is [Any] : true)
        // The same keys in each, whatever the values.
        #expect(Set(rows.map { Set($0.keys) }).count <= 1)
    }

    @Test(arguments: [
        "domain show nowhere.example", "transport show 99", "restriction-class show 99", "address show nobody",
        "alias show root", "local-alias show root", "mailbox show root", "catchall show alias.example",
        "address list nowhere.example",
    ])
    func whatIsNotThereIs1(command: String) throws {
        let run = try TestDatabase(example: true).vmailadm(command)
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors.split(separator: "\n").count == 1)
    }
}
