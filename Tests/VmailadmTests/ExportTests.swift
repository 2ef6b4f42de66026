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

    @Test func theFormsOfTheFile() throws {
        let database = try TestDatabase(structure + mailboxes)
        #expect(
            try database.vmailadm("export --domain W.example").output == """
                address,hash,VMailbox.active,Address.active,addTpNum,addRcNum
                "d""d,d@w.example",{PLAIN}ä,1,5,,

                """)
        #expect(
            try database.vmailadm("export --domain w.example --format jsonl").output == #"""
                {"Address.active":5,"VMailbox.active":1,"addRcNum":null,"addTpNum":null,"address":"d\"d,d@w.example","hash":"{PLAIN}ä"}

                """#)
        #expect(try database.vmailadm("export --domain none.example").status == 1)
    }

    @Test(arguments: [
        "UPDATE Address SET addLocalpart = 'A' WHERE addNum = 1", "UPDATE VMailbox SET active = 'x' WHERE vmNum = 1",
        "UPDATE Address SET active = NULL WHERE addNum = 1", "UPDATE VMailbox SET vmPasswd = x'00' WHERE vmNum = 1",
    ])
    func whatAnImportCouldNotMakeAgainIsAnError(statement: String) throws {
        let database = try TestDatabase(structure + mailboxes + statement)
        let file = database.folder.path("accounts.csv")
        let run = try database.vmailadm(["export", file])
        #expect(run.status == 65)
        #expect(run.errors.contains("VMailbox.vmNum 1: can't be exported"))
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func aFileThatIsThereIsNotReplaced() throws {
        let database = try TestDatabase(structure)
        try database.folder.write("mine", to: "accounts.csv")
        #expect(try database.vmailadm(["export", database.folder.path("accounts.csv")]).status == 1)
        #expect(try database.folder.text("accounts.csv") == "mine")
    }
}
