import Foundation
import Testing

@Suite struct BackupTests {
    @Test func theCopyIsWholeAndItsOwnersAlone() throws {
        let database = try TestDatabase(example: true)
        let copy = database.folder.path("copy.sqlite")
        #expect(try database.vmailadm(["backup", copy]).output == "copied \(database.path) to \(copy)\n")
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let before = try database.contents()
        try FileManager.default.removeItem(atPath: database.path)
        try FileManager.default.moveItem(atPath: copy, toPath: database.path)
        #expect(try database.contents() == before)
        #expect(try database.rows("PRAGMA user_version") == ["1"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: database.folder.root).sorted() == [
                "mail.sqlite", "vmail-auth.conf",
            ])
    }

    @Test func aFileThatIsThereIsNotReplaced() throws {
        let database = try TestDatabase()
        let run = try database.vmailadm(["backup", database.path])
        #expect(run.status == 1)
        #expect(run.errors == "vmailadm: \(database.path): exists already, and is left as it is\n")
    }

    @Test func aLockedDatabaseIs75AndLeavesNoFile() throws {
        let database = try TestDatabase()
        let copy = database.folder.path("copy.sqlite")
        let run = try database.whileLocked { try database.vmailadm(["backup", copy]) }
        #expect(run.status == 75)
        #expect(
            try !FileManager.default.contentsOfDirectory(atPath: database.folder.root).contains { $0.hasPrefix("copy") }
        )
    }

    @Test func aDatabaseThatIsNotThereIs75() throws {
        let database = try TestDatabase()
        let run = try database.vmailadm(["backup", database.folder.path("copy"), "--database", "\(database.path).gone"])
        #expect(run.status == 75)
    }
}
