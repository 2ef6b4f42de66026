import Testing

/// `vmailadm sender`
@Suite struct SenderTests {
    private static let login = "your-target@your.target.example"
    private static let rows = "SELECT sndNum, sndAddress, active FROM Sender ORDER BY 1, 2"

    @Test func isAllowedListedAndRemoved() throws {
        let database = try TestDatabase(example: true)
        #expect(
            try database.vmailadm("sender allow \(Self.login) Sales@Elsewhere.example").output
                == "added Sender \(Self.login) as sales@elsewhere.example\n")
        #expect(try database.vmailadm("sender allow \(Self.login) @alias.example").status == 0)
        #expect(try database.vmailadm("sender allow compromised sales@elsewhere.example").status == 0)
        #expect(
            try database.rows(Self.rows) == [
                "5|sales@elsewhere.example|1", "17|@alias.example|1", "17|sales@elsewhere.example|1",
            ])
        #expect(try database.vmailadm("sender list").lines.count == 4)
        #expect(try database.vmailadm("sender list compromised").lines.count == 2)
        #expect(
            try database.vmailadm("sender remove \(Self.login) SALES@elsewhere.example").output
                == "removed Sender \(Self.login) as sales@elsewhere.example\n")
        #expect(try database.vmailadm("sender remove \(Self.login) sales@elsewhere.example").status == 1)
        #expect(try database.rows(Self.rows) == ["5|sales@elsewhere.example|1", "17|@alias.example|1"])
    }

    @Test func twiceIsAnErrorAndOneThatIsOffIsUsedAgain() throws {
        let database = try TestDatabase(example: true)
        let command = "sender allow \(Self.login) sales@elsewhere.example"
        #expect(try database.vmailadm(command).status == 0)
        let again = try database.vmailadm(command)
        #expect(again.status == 1)
        #expect(again.errors.contains("sender \(Self.login): may send as sales@elsewhere.example already"))
        #expect(try database.vmailadm("\(command) --if-missing").status == 0)
        for active in ["0", "NULL", "'yes'"] {
            try database.execute("UPDATE Sender SET active = \(active)")
            #expect(try database.vmailadm(command).output.hasPrefix("changed Sender \(Self.login) as"))
            #expect(try database.rows("SELECT active FROM Sender") == ["1"])
        }
        // -1 has no meaning of its own here.
        try database.execute("UPDATE Sender SET active = -1")
        #expect(try database.vmailadm(command).status == 1)
    }

    @Test(arguments: [
        ("nobody@your.target.example x@y.example", 1, "address nobody@your.target.example: does not exist"),
        ("postmaster@alias.example x@y.example", 65, "is neither a mailbox nor a local address"),
        ("@alias.example x@y.example", 1, "does not exist"),
        ("your-target@your.target.example your-target@your.target.example", 1, "is the login's own address"),
        ("your-target@your.target.example a..b@y.example", 65, "has two dots in a row"),
        ("your-target@your.target.example x@y/z", 65, "contains a /"),
        ("your-target@your.target.example @*.example", 65, "has a * in it"),
    ])
    func whatCannotBeIsRefused(arguments: String, status: Int32, message: String) throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("sender allow \(arguments)")
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try database.rows(Self.rows) == [])
    }

    private func grants() throws -> TestDatabase {
        try TestDatabase(
            example: true,
            """
            INSERT INTO Sender (sndNum, sndAddress) VALUES
                (17, 'sales@elsewhere.example'), (16, 'your-target@your.target.example'), (16, '@your.target.example'),
                (16, 'nobody@your.target.example'), (16, 'x@not-your.target.example'), (5, '@alias.example')
            """)
    }

    /// Whoever gets the name next must not be impersonated.
    @Test func anAddressIsRemovedWithTheGrantsOfItAndForIt() throws {
        let database = try grants()
        let refused = try database.vmailadm("mailbox remove \(Self.login)")
        #expect(refused.status == 1)
        #expect(refused.lines.contains("would remove Sender \(Self.login) as sales@elsewhere.example"))
        #expect(refused.lines.contains("would remove Sender compromised@domain.example as \(Self.login)"))
        #expect(try database.rows("SELECT count(*) FROM Sender") == ["6"])
        #expect(try database.vmailadm("mailbox remove \(Self.login) --cascade").status == 0)
        #expect(
            try database.rows(Self.rows) == [
                "5|@alias.example|1", "16|@your.target.example|1", "16|nobody@your.target.example|1",
                "16|x@not-your.target.example|1",
            ])
    }

    @Test func aDomainIsRemovedWithTheGrantsForIt() throws {
        let database = try grants()
        let run = try database.vmailadm("domain remove your.target.example --cascade")
        #expect(run.status == 0)
        #expect(run.lines.contains("removed Sender compromised@domain.example as @your.target.example"))
        #expect(try database.rows(Self.rows) == ["5|@alias.example|1", "16|x@not-your.target.example|1"])
    }

    @Test func aMissingTableIsAWrongSchema() throws {
        let database = try TestDatabase(example: true, "DROP TABLE Sender")
        let run = try database.vmailadm("sender list")
        #expect(run.status == 65)
        #expect(run.errors.contains("no such table: Sender"))
        #expect(try database.vmailadm("address remove relay-killed@relay.example").status == 65)
    }

    @Test func theJSONHasTheColumns() throws {
        let run = try grants().vmailadm("sender list compromised --json")
        #expect(
            run.output == """
                [
                  {
                    "active" : 1,
                    "login" : "compromised@myhostname.example.com",
                    "sndAddress" : "@alias.example",
                    "sndNum" : 5
                  }
                ]

                """)
    }
}
