import Foundation
import Testing

@Suite struct InitTests {
    @Test func makesTheSchema() throws {
        let database = try TestDatabase()
        let tables = try database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        #expect(tables == ["Address", "Alias", "Domain", "RClass", "Sender", "Transport", "VAlias", "VMailbox"])
        #expect(try database.rows("PRAGMA user_version") == ["1"])
        #expect(try database.contents() == [])
    }

    @Test func theSchemaIsTheFileThatAdministratorsGet() throws {
        let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../dovecot/schema.sql").standardized
        let database = try TestDatabase()
        let other = try TemporaryFolder()
        try other.write(try String(contentsOf: file, encoding: .utf8), to: "schema.sql")
        let made = try database.rows("SELECT sql FROM sqlite_schema ORDER BY name")
        try database.execute(
            "DROP TABLE Sender; DROP TABLE VMailbox; DROP TABLE VAlias; DROP TABLE Alias; DROP TABLE Address;")
        try database.execute("DROP TABLE Domain; DROP TABLE RClass; DROP TABLE Transport;")
        try database.execute(try other.text("schema.sql"))
        #expect(try database.rows("SELECT sql FROM sqlite_schema ORDER BY name") == made)
    }

    @Test func theExampleKeepsToTheForeignKeys() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.rows("PRAGMA foreign_key_check") == [])
        #expect(
            try database.rows("SELECT domName FROM Domain WHERE domClass = 1") == ["myhostname.example.com"])
    }

    @Test func nobodyElseMayReadIt() throws {
        let database = try TestDatabase()
        let attributes = try FileManager.default.attributesOfItem(atPath: database.path)
        #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o027 } == 0)
    }

    @Test func whatExistsIsNotReplaced() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let again = try database.vmailadm("init")
        #expect(again.status == 1)
        #expect(
            again.errors == "vmailadm: database \(database.path): exists already; --if-missing leaves it as it is\n")
        #expect(try database.vmailadm("init --if-missing").status == 0)
        #expect(try database.contents() == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: database.folder.root).sorted() == [
                "mail.sqlite", "vmail-auth.conf",
            ])
    }

    @Test func ifMissingWantsADatabaseOfOurs() throws {
        let database = try TestDatabase()
        try database.folder.write("this is no database, but a text of some length", to: "mail.sqlite")
        #expect(try database.vmailadm("init --if-missing").status == 65)
    }

    @Test func aFolderThatIsNotThereIsNotMade() throws {
        let database = try TestDatabase()
        let run = try database.vmailadm(["init", "--database", database.folder.path("none/mail.sqlite")])
        #expect(run.status == 75)
        #expect(run.errors.contains("No such file or directory"))
    }
}
