import Testing

/// `vmailadm address`
@Suite struct AddressTests {
    private static let row = """
        SELECT domName, Address.active, addTpNum, addRcNum FROM Address JOIN Domain ON domNum = addDomNum
        WHERE addLocalpart = 'new'
        """

    @Test(arguments: [
        ("new@myhostname.example.com", "myhostname.example.com|1|NULL|NULL"),
        ("new", "myhostname.example.com|1|NULL|NULL"),
        ("New@Relay.Example", "relay.example|1|NULL|NULL"),
        ("new@relay.example --restriction-class 10 --transport 7", "relay.example|1|7|10"),
        ("new@relay.example --transport mx.example", "relay.example|1|7|NULL"),
    ])
    func isAddedOnce(arguments: String, row: String) throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("address add \(arguments)").status == 0)
        #expect(try database.rows(Self.row) == [row])
        let again = try database.vmailadm("address add \(arguments)")
        #expect(again.status == 1)
        #expect(again.errors.contains("exists already"))
        #expect(try database.vmailadm("address add \(arguments) --if-missing").status == 0)
        #expect(try database.rows(Self.row) == [row])
    }

    /// The rules of DESIGN for names that become paths.
    @Test(arguments: [
        "a/b@relay.example", "..@relay.example", ".@relay.example", "a@.relay.example", "a@b@relay.example",
        "@relay.example",
        "a@", "a\u{1}b@relay.example", String(repeating: "a", count: 65) + "@relay.example",
        "a@" + String(repeating: "b", count: 256),
    ])
    func aNameThatIsNoneIs65(name: String) throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm(["address", "add", name])
        #expect(run.status == 65)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(try database.contents() == before)
    }

    @Test func aDomainThatIsNotThereIsAnError() throws {
        let run = try TestDatabase(example: true).vmailadm("address add a@nowhere.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("domain nowhere.example: does not exist"))
    }

    @Test func aBareNameWantsMyhostname() throws {
        let database = try TestDatabase(example: true)
        try database.folder.write("", to: "empty.conf")
        let run = try Vmailadm.run([
            "--config", database.folder.path("empty.conf"), "--database", database.path, "address", "add", "new",
        ])
        #expect(run.status == 65)
        #expect(run.errors.contains("myhostname is not set"))
    }

    @Test func disableIsZeroAndEnableOne() throws {
        let database = try TestDatabase(example: true)
        let active = "SELECT active FROM Address WHERE addNum = 8"
        #expect(try database.vmailadm("address disable relay-killed@relay.example").status == 0)
        #expect(try database.rows(active) == ["0"])
        let again = try database.vmailadm("address disable relay-killed@relay.example")
        #expect(again.status == 0)
        #expect(again.errors.contains("is disabled already"))
        #expect(try database.vmailadm("address enable relay-killed@relay.example").status == 0)
        #expect(try database.rows(active) == ["1"])
    }

    @Test func enableDoesNotUndoALoginThatIsOff() throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET active = -1 WHERE addNum = 16")
        let run = try database.vmailadm("address enable compromised@domain.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("vmailadm login enable compromised@domain.example"))
        #expect(try database.rows("SELECT active FROM Address WHERE addNum = 16") == ["-1"])
        #expect(
            try database.vmailadm("address disable compromised@domain.example").errors.contains(
                "enabling it will also allow logins"))
        #expect(try database.rows("SELECT active FROM Address WHERE addNum = 16") == ["0"])
    }

    @Test(arguments: ["NULL", "'x'"])
    func enableRepairsWhatIsNoNumber(active: String) throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET active = \(active) WHERE addNum = 8")
        #expect(try database.vmailadm("address enable relay-killed@relay.example").status == 0)
        #expect(try database.rows("SELECT active FROM Address WHERE addNum = 8") == ["1"])
    }

    @Test func restrictPutsItIntoAClass() throws {
        let database = try TestDatabase(example: true)
        let number = "SELECT addRcNum FROM Address WHERE addNum = 14"
        #expect(try database.vmailadm("address restrict victim@domain.example 50").status == 0)
        #expect(try database.rows(number) == ["50"])
        let unknown = try database.vmailadm("address restrict victim@domain.example 51")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("restriction-class add 51"))
        #expect(try database.vmailadm("address restrict victim@domain.example none").status == 0)
        #expect(try database.rows(number) == ["NULL"])
    }

    @Test func removalCascadesToEverythingThatRefers() throws {
        let database = try TestDatabase(example: true)
        let refused = try database.vmailadm("address remove victim@myhostname.example.com")
        #expect(refused.status == 1)
        #expect(
            refused.lines == [
                "would remove VAlias victim@myhostname.example.com to your-target@your.target.example",
                "would remove Alias victim@myhostname.example.com to /dev/null",
            ])
        #expect(try database.rows("SELECT addNum FROM Address WHERE addNum = 4") == ["4"])
        #expect(try database.vmailadm("address remove victim --cascade").status == 0)
        #expect(try database.rows("SELECT addNum FROM Address WHERE addNum = 4") == [])
        #expect(try database.rows("SELECT * FROM VAlias WHERE vaNum = 4") == [])
        #expect(try database.rows("SELECT * FROM Alias") == [])
    }

    @Test func aliasesThatLoseTheirLastTargetAreNamed() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("address remove root --cascade")
        #expect(run.status == 0)
        #expect(run.errors.contains("note: postmaster@alias.example: has no target left"))
        #expect(try database.rows("SELECT count(*) FROM VAlias") == ["1"])
    }

    @Test func anAddressInUpperCaseCanBeRemoved() throws {
        let database = try TestDatabase(example: true)
        try database.execute("INSERT INTO Address (addLocalpart, addDomNum) VALUES ('Wrong', 2)")
        #expect(try database.vmailadm("address remove wrong@relay.example").status == 1)
        #expect(try database.vmailadm("address remove Wrong@relay.example").status == 0)
        #expect(try database.rows("SELECT * FROM Address WHERE addLocalpart = 'Wrong'") == [])
    }
}
