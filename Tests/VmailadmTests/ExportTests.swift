import Foundation
import Testing

@Suite struct ExportTests {
    private let structure = """
        INSERT INTO Transport (tpNum, tpNexthop) VALUES (7, 'mx.example');
        INSERT INTO RClass VALUES (20, 'moderate');
        INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842), (2, 'w.example', 842);

        """
    private let mailboxes = """
        INSERT INTO Address (addNum, addLocalpart, addDomNum, active, addTpNum, addRcNum) VALUES
            (1, 'a', 1, 1, NULL, NULL), (2, 'b', 1, -1, 7, 20), (3, 'c', 1, 0, NULL, 20), (4, 'd"d,d', 2, 5, NULL, NULL);
        INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES
            (1, 1, '{PLAIN} a "quoted", pass' || char(13, 10) || 'word '), (2, 0, '!'), (3, -1, NULL), (4, 1, '{PLAIN}ä');
        INSERT INTO Sender (sndNum, sndAddress) VALUES (1, 'x@y.example'), (1, '@z.example'), (4, 'ä@y.example');

        """

    @Test(arguments: ["csv", "jsonl"]) func whatIsExportedCanBeImported(format: String) throws {
        let old = try TestDatabase(structure + mailboxes)
        let new = try TestDatabase(structure)
        let file = old.folder.path("accounts.\(format)")
        #expect(try old.vmailadm(["export", file]).status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // One of the names needs quotes in SMTP.
        let run = try new.vmailadm(["import", file, "--force"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try new.contents() == old.contents())
        #expect(try old.vmailadm("export --format \(format)").output == old.folder.text("accounts.\(format)"))
    }

    /// Each odd account is exported so that it can be imported, or the export says why not.
    @Test(
        arguments: [
            "'{PLAIN}a' || char(0) || 'b'", "'{PLAIN}'", "''", "'*'", "'!{PLAIN}x'", "'{NOSUCH}x'", "'{PLAIN'", "'{}x'",
            "'x' || char(0)",
            "'rEK1ecacw.7.c'", "'plaintext'", "'{PLAIN}' || CAST(x'ff' AS TEXT)", "'{PLAIN}' || char(10)", "'{PLAIN},'",
            "'{PLAIN}\"'",
            "'{PLAIN} '", "'{PLAIN}' || char(13)", "'{PLAIN}' || char(65279)", "'{PLAIN}' || char(8232)",
            "'{PLAIN.HEX}61'", "'{plain}x'",
            "'$1$saltsalt$x'", "'{PLAIN}' || printf('%.8185c', 'x')", "'{PLAIN}' || printf('%.9000c', 'x')",
        ], ["csv", "jsonl"])
    func anOddPasswordIsExportedToBeImported(password: String, format: String) throws {
        let old = try TestDatabase(
            structure
                + "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'a', 1); INSERT INTO VMailbox VALUES (1, 1, \(password));"
        )
        let new = try TestDatabase(structure)
        let file = old.folder.path("accounts.\(format)")
        let export = try old.vmailadm(["export", file])
        guard export.status == 0 else {
            #expect(export.status == 65)
            #expect(export.errors.contains("cannot be exported"))
            return
        }
        let run = try new.vmailadm(["import", file])
        #expect(run.status == 0, "\(run.errors)")
        let hash = "SELECT hex(coalesce(vmPasswd, '')) FROM VMailbox"
        #expect(try new.rows(hash) == old.rows(hash))
    }

    @Test(arguments: [
        "'a' || char(8203)", "'a' || char(160) || 'b'", "'a b'", "'äö'", "'a+b'", "'-'", "'address'", "'a,b'",
    ])
    func anOddNameIsExportedToBeImported(localpart: String) throws {
        let old = try TestDatabase(
            structure
                + "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, \(localpart), 1); INSERT INTO VMailbox VALUES (1, 1, '!');"
        )
        let new = try TestDatabase(structure)
        for format in ["csv", "jsonl"] {
            let file = old.folder.path("accounts.\(format)")
            let export = try old.vmailadm(["export", file])
            #expect(export.status == (localpart.contains("char(") ? 65 : 0))
            guard export.status == 0 else { continue }
            #expect(try new.vmailadm(["import", file, "--force", "--if-missing"]).status == 0)
            #expect(try new.contents() == old.contents())
        }
    }

    @Test func theFormsOfTheFile() throws {
        let database = try TestDatabase(structure + mailboxes)
        #expect(
            try database.vmailadm("export --domain W.example").output == """
                address,hash,VMailbox.active,Address.active,addTpNum,addRcNum,sndAddress
                "d""d,d@w.example",{PLAIN}ä,1,5,,,ä@y.example

                """)
        #expect(
            try database.vmailadm("export --domain w.example --format jsonl").output == #"""
                {"Address.active":5,"VMailbox.active":1,"addRcNum":null,"addTpNum":null,"address":"d\"d,d@w.example","hash":"{PLAIN}ä","sndAddress":"ä@y.example"}

                """#)
        #expect(try database.vmailadm("export --domain none.example").status == 1)
        #expect(try database.vmailadm("export --domain v.example").lines.last == "c@v.example,,-1,0,,20,")
        #expect(
            try database.vmailadm("export --domain v.example").output.contains(",1,1,,,\"@z.example x@y.example\"\n"))
    }

    @Test func aGrantThatIsOffIsLeftOut() throws {
        let database = try TestDatabase(
            structure + mailboxes + "UPDATE Sender SET active = 0 WHERE sndAddress = 'x@y.example'")
        #expect(try database.vmailadm("export --domain v.example").output.contains(",1,1,,,@z.example\n"))
    }

    @Test func withoutTheTableOfGrantsTheColumnIsEmpty() throws {
        let byHand = "DROP TABLE Sender; PRAGMA user_version = 0;"
        let old = try TestDatabase(structure + mailboxes + byHand)
        let new = try TestDatabase(structure + byHand)
        let file = old.folder.path("accounts.csv")
        #expect(try old.vmailadm(["export", file]).status == 0)
        #expect(try new.vmailadm(["import", file, "--force"]).status == 0)
        #expect(try new.contents() == old.contents())
        let granted = try TestDatabase(structure + mailboxes)
        let full = granted.folder.path("accounts.csv")
        #expect(try granted.vmailadm(["export", full]).status == 0)
        let run = try TestDatabase(structure + byHand).vmailadm(["import", full, "--force"])
        #expect(run.status == 65)
        #expect(
            run.errors.contains(
                "has a sndAddress, and the database has no table Sender yet; run \"vmailadm schema upgrade\""))
    }

    @Test(arguments: [
        "UPDATE Address SET addLocalpart = 'A' WHERE addNum = 1", "UPDATE VMailbox SET active = 'x' WHERE vmNum = 1",
        "UPDATE Address SET active = NULL WHERE addNum = 1", "UPDATE VMailbox SET vmPasswd = x'00' WHERE vmNum = 1",
        "PRAGMA foreign_keys = OFF; UPDATE Address SET addTpNum = 'x' WHERE addNum = 1",
        "UPDATE Sender SET active = NULL WHERE sndNum = 1",
        "UPDATE Sender SET sndAddress = 'x y@z' WHERE sndAddress = 'x@y.example'",
        "UPDATE Sender SET sndAddress = 'X@y.example' WHERE sndAddress = 'x@y.example'",
    ])
    func whatAnImportCouldNotMakeAgainIsAnError(statement: String) throws {
        let database = try TestDatabase(structure + mailboxes + statement)
        let file = database.folder.path("accounts.csv")
        let run = try database.vmailadm(["export", file])
        #expect(run.status == 65)
        #expect(run.errors.contains("VMailbox.vmNum 1: cannot be exported"))
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func aFileThatIsThereIsNotReplaced() throws {
        let database = try TestDatabase(structure)
        try database.folder.write("mine", to: "accounts.csv")
        #expect(try database.vmailadm(["export", database.folder.path("accounts.csv")]).status == 1)
        #expect(try database.folder.text("accounts.csv") == "mine")
    }
}
