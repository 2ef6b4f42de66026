import Testing

@Suite struct RenameTests {
    private func database(_ more: String = "") throws -> TestDatabase {
        try TestDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass) VALUES
                (1, 'v.example', 842), (2, 'w.example', 900), (3, 'r.example', 2);
            INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES
                (1, 'anna', 1, -1), (2, 'sales', 1, 1), (3, 'bob', 1, 1), (4, 'info', 1, 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}x'), (3, '{PLAIN}y');
            INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (2, 1), (1, 3);
            INSERT INTO Sender (sndNum, sndAddress) VALUES (1, 'sales@v.example'), (3, 'anna@v.example');
            """ + more)
    }

    private let addresses =
        "SELECT addNum, addLocalpart, domName, Address.active FROM Address JOIN Domain ON domNum = addDomNum WHERE addNum = 1"

    @Test func everythingFollows() throws {
        let database = try database()
        let run = try database.vmailadm("mailbox rename anna@v.example Maria@v.example")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output == """
                changed Address anna@v.example: to maria@v.example
                changed Sender bob@v.example as anna@v.example: sndAddress anna@v.example to maria@v.example

                """)
        let root = database.folder.path("vmail")
        #expect(run.errors.contains("mv \(root)/v.example/anna \(root)/v.example/maria\n"))
        #expect(!run.errors.contains("chown"))
        #expect(run.errors.contains("\"vmailadm alias add anna@v.example maria@v.example\" keeps it"))

        #expect(try database.rows(addresses) == ["1|maria|v.example|-1"])
        #expect(try database.rows("SELECT * FROM VMailbox WHERE vmNum = 1") == ["1|1|{PLAIN}x"])
        #expect(try database.rows("SELECT vaNum, vaTargetNum FROM VAlias ORDER BY vaNum") == ["1|3", "2|1"])
        #expect(
            try database.rows("SELECT sndNum, sndAddress FROM Sender ORDER BY sndNum")
                == ["1|sales@v.example", "3|maria@v.example"])
        #expect(try database.vmailadm("mailbox show anna@v.example").status == 1)
        // The advice works.
        #expect(try database.vmailadm("alias add anna@v.example maria@v.example").status == 0)
    }

    @Test func anotherDomainHasAnotherOwner() throws {
        let database = try database()
        let run = try database.vmailadm("mailbox rename anna@v.example anna@w.example")
        #expect(run.status == 0)
        let root = database.folder.path("vmail")
        #expect(run.errors.contains("mv \(root)/v.example/anna \(root)/w.example/anna\n"))
        #expect(run.errors.contains("chown -R 900 \(root)/w.example/anna\n"))
        #expect(try database.rows(addresses) == ["1|anna|w.example|-1"])
    }

    @Test func aGrantThatExistsAlreadyStaysOne() throws {
        let database = try database("INSERT INTO Sender (sndNum, sndAddress) VALUES (3, 'maria@v.example');")
        #expect(try database.vmailadm("mailbox rename anna@v.example maria@v.example").status == 0)
        #expect(try database.rows("SELECT sndAddress FROM Sender WHERE sndNum = 3") == ["maria@v.example"])
    }

    @Test func withoutTheTableOfGrantsItIsRenamed() throws {
        let database = try database("DROP TABLE Sender; PRAGMA user_version = 0;")
        #expect(try database.vmailadm("mailbox rename anna@v.example maria@v.example").status == 0)
    }

    @Test func aHashWithTheNameInItIsNoted() throws {
        let database = try database()
        let hash = "{DIGEST-MD5}" + String(repeating: "0", count: 32)
        try database.execute("UPDATE VMailbox SET vmPasswd = '\(hash)' WHERE vmNum = 1")
        #expect(
            try database.vmailadm("mailbox rename anna@v.example maria@v.example").errors.contains(
                "\"vmailadm mailbox passwd maria@v.example\" makes a new one"))
    }

    /// A name in upper case, which no mail matches, is corrected.
    @Test func upperCaseIsCorrected() throws {
        let database = try database("UPDATE Address SET addLocalpart = 'Anna' WHERE addNum = 1;")
        #expect(try database.vmailadm("mailbox rename Anna@v.example anna@v.example").status == 0)
        #expect(try database.rows(addresses) == ["1|anna|v.example|-1"])
    }

    @Test(arguments: [
        ("nobody@v.example x@v.example", 1, "address nobody@v.example: does not exist"),
        ("sales@v.example x@v.example", 1, "without a mailbox"),
        ("anna@v.example bob@v.example", 1, "address bob@v.example: exists already"),
        ("anna@v.example info@v.example", 1, "address info@v.example: exists already"),
        ("anna@v.example anna@v.example", 1, "exists already"),
        ("anna@v.example anna@none.example", 1, "domain none.example: does not exist"),
        ("anna@v.example anna@r.example", 65, "no mailbox domain"),
        ("anna@v.example @v.example", 65, "a catchall is no account"),
        ("anna@v.example a..b@v.example", 65, "--force"), ("anna@v.example a/b@v.example", 65, "contains a /"),
    ])
    func whatCannotBeIsRefused(names: String, status: Int32, problem: String) throws {
        let database = try database()
        let before = try database.contents()
        let run = try database.vmailadm("mailbox rename \(names)")
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(problem), "\(run.errors)")
        #expect(try database.contents() == before)
    }
}
