import Testing

/// `vmailadm schema upgrade`
@Suite struct SchemaUpgradeTests {
    private static let byHand = "DROP TABLE Sender; PRAGMA user_version = 0;"

    private func version(_ database: TestDatabase) throws -> [String] { try database.rows("PRAGMA user_version") }

    private func tables(_ database: TestDatabase) throws -> [String] {
        try database.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'Sender%' ORDER BY name")
    }

    @Test func addsWhatIsMissingOnce() throws {
        let database = try TestDatabase(example: true, Self.byHand)
        let before = try database.contents()
        let planned = try database.vmailadm("schema upgrade --dry-run")
        #expect(planned.output == "would add table Sender\nwould change user_version: 0 to 1\n")
        #expect(try version(database) == ["0"])
        #expect(try tables(database) == [])
        let run = try database.vmailadm("schema upgrade")
        #expect(run.output == "added table Sender\nchanged user_version: 0 to 1\n")
        #expect(run.status == 0)
        #expect(try version(database) == ["1"])
        #expect(try tables(database) == ["Sender", "SenderLogin"])
        #expect(try database.contents() == before)
        let again = try database.vmailadm("schema upgrade")
        #expect(again.status == 0 && again.output == "")
        #expect(again.errors.contains("has version 1, which is the newest"))
    }

    @Test func aTableWithTheSameColumnsIsTaken() throws {
        let database = try TestDatabase(
            example: true,
            "PRAGMA user_version = 0; DROP INDEX SenderLogin; INSERT INTO Sender (sndNum, sndAddress) VALUES (17, 'x@y.example')"
        )
        let run = try database.vmailadm("schema upgrade")
        #expect(run.status == 0)
        #expect(run.errors.contains("table Sender: exists already, with the same columns"))
        #expect(try tables(database) == ["Sender", "SenderLogin"])
        #expect(try database.rows("SELECT sndAddress FROM Sender") == ["x@y.example"])
    }

    @Test(arguments: [
        ("CREATE TABLE Sender (sndNum, address)", "table Sender has no column sndAddress"),
        (
            "CREATE TABLE Sender (sndNum, sndAddress, active, comment, PRIMARY KEY (sndNum, sndAddress))",
            "table Sender has a column comment, which vmail-auth's has not"
        ),
        ("CREATE TABLE sender (sndNum, sndAddress, active)", "table Sender is not UNIQUE (sndAddress, sndNum)"),
        ("CREATE VIEW Sender AS SELECT 1 AS sndNum, 2 AS sndAddress, 1 AS active", "Sender is no table but a view"),
    ])
    func anotherTableOfThatNameIsInTheWay(statement: String, problem: String) throws {
        let database = try TestDatabase(example: true, Self.byHand + statement)
        let run = try database.vmailadm("schema upgrade")
        #expect(run.status == 65)
        #expect(run.errors.contains("\(problem); it is in the way of vmail-auth's own: rename it; nothing was changed"))
        #expect(try version(database) == ["0"])
    }

    @Test func aLaterVersionIsRefused() throws {
        let database = try TestDatabase(example: true, "PRAGMA user_version = 2")
        let run = try database.vmailadm("schema upgrade")
        #expect(run.status == 65)
        #expect(run.errors.contains("was made by a newer vmail-auth"))
        #expect(try version(database) == ["2"])
    }

    @Test func whatIsNotTheHowtosDatabaseIsRefused() throws {
        let database = try TestDatabase(Self.byHand + "DROP TABLE Alias")
        let run = try database.vmailadm("schema upgrade")
        #expect(run.status == 65)
        #expect(run.errors.contains("there is no table Alias; nothing was changed"))
        #expect(try tables(database) == [])
    }

    /// Else a grant, or later a block, would silently not hold.
    @Test func aTableThatTheVersionMustHaveIsNotMadeAnew() throws {
        let database = try TestDatabase("DROP TABLE Sender")
        let run = try database.vmailadm("schema upgrade")
        #expect(run.status == 65)
        #expect(run.errors.contains("there is no table Sender, which version 1 has; restore a backup"))
        #expect(try tables(database) == [])
        // The way that the message names.
        try database.execute("PRAGMA user_version = 0")
        #expect(try database.vmailadm("schema upgrade").status == 0)
        #expect(try tables(database) == ["Sender", "SenderLogin"])
    }

    @Test func checkSaysWhichVersionItIs() throws {
        func schema(_ statements: String) throws -> String {
            try TestDatabase(statements).vmailadm("check --postconf none").lines.filter { $0.hasPrefix("schema") }
                .joined(separator: "\n")
        }
        #expect(try schema("").contains(" ok     version 1"))
        let byHand = try schema(Self.byHand)
        #expect(
            byHand.contains(
                " ok     the HOWTO's tables, made by hand (user_version 0); \"vmailadm schema upgrade\" adds"))
        #expect(try schema("DROP TABLE Sender").contains(" wrong  there is no table Sender, which version 1 has"))
        #expect(
            try schema("ALTER TABLE Sender RENAME COLUMN active TO state").contains(
                " wrong  table Sender has no column active"))
    }

    @Test func withoutTheTablesAChangeSaysWhatToRun() throws {
        let database = try TestDatabase(example: true, Self.byHand)
        let run = try database.vmailadm("sender allow your-target@your.target.example x@alias.example")
        #expect(run.status == 65)
        #expect(run.errors.contains("has no table Sender yet; run \"vmailadm schema upgrade\", which adds it"))
        #expect(try database.vmailadm("sender list").lines == ["login  address  active"])
        #expect(try database.vmailadm("address remove your-target@your.target.example --cascade").status == 0)
        #expect(try database.vmailadm("domain remove your.target.example").status == 0)
    }
}
