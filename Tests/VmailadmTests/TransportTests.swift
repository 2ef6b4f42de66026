import Testing

/// `vmailadm transport`
@Suite struct TransportTests {
    private static let row = "SELECT active, tpTransport, tpNexthop, tpMx, tpPort FROM Transport"

    @Test(arguments: [
        ("mx.relay.example", "1|NULL|mx.relay.example|1|NULL"),
        ("mx.relay.example --transport smtp --port 25 --no-mx", "1|smtp|mx.relay.example|0|25"),
    ])
    func isAddedOnce(arguments: String, row: String) throws {
        let database = try TestDatabase()
        #expect(try database.vmailadm("transport add \(arguments)").status == 0)
        #expect(try database.rows(Self.row) == [row])
        #expect(try database.vmailadm("transport add \(arguments)").status == 1)
        #expect(try database.vmailadm("transport add \(arguments) --if-missing").status == 0)
        #expect(try database.rows(Self.row) == [row])
    }

    @Test(arguments: [["transport", "add", "mx relay"], ["transport", "add", ""]])
    func aNexthopIsAWord(arguments: [String]) throws {
        #expect(try TestDatabase().vmailadm(arguments).status == 65)
    }

    @Test func oneOfSeveralIsNamedByNumber() throws {
        let database = try TestDatabase()
        _ = try database.vmailadm("transport add mx.relay.example")
        _ = try database.vmailadm("transport add mx.relay.example --port 26")
        let run = try database.vmailadm("domain add relay.example --relay --transport mx.relay.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("give the number of one: 1, 2"))
        #expect(try database.vmailadm("domain add relay.example --relay --transport 2").status == 0)
        #expect(try database.rows("SELECT domTpNum FROM Domain") == ["2"])
    }

    @Test func isSwitchedOffAndOn() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("transport disable mx.example").status == 0)
        #expect(try database.rows("SELECT active FROM Transport") == ["0"])
        #expect(try database.vmailadm("transport enable 7").status == 0)
        #expect(try database.rows("SELECT active FROM Transport") == ["1"])
    }

    @Test func removalTakesItFromDomainsAndAddresses() throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET addTpNum = 7 WHERE addNum = 8")
        let refused = try database.vmailadm("transport remove mx.example")
        #expect(refused.status == 1)
        #expect(
            refused.lines == [
                "would change Domain changed.example: domTpNum 7 to NULL",
                "would change Domain relay.example: domTpNum 7 to NULL",
                "would change Address relay-killed@relay.example: addTpNum 7 to NULL",
            ])
        #expect(try database.rows("SELECT count(*) FROM Transport") == ["1"])
        #expect(try database.vmailadm("transport remove mx.example --cascade").status == 0)
        #expect(try database.rows("SELECT count(*) FROM Transport") == ["0"])
        #expect(try database.rows("SELECT count(*) FROM Domain WHERE domTpNum IS NULL") == ["9"])
        #expect(try database.rows("SELECT addTpNum FROM Address WHERE addNum = 8") == ["NULL"])
    }

    @Test(arguments: [
        ("[mx.example]", "--no-mx"), ("mx.example:25", "--port"), ("[mx.example]:25", "--no-mx"),
        ("smtp:mx.example", "--transport"),
        ("2001:db8::1", "--no-mx"),
    ])
    func postfixsNotationIsRefusedWithTheOptionThatIsMeant(nexthop: String, option: String) throws {
        let run = try TestDatabase().vmailadm(["transport", "add", nexthop])
        #expect(run.status == 65)
        #expect(run.errors.contains(option))
    }

    @Test(arguments: [["unix:private/dovecot-lmtp"], ["2001:db8::1", "--no-mx"]])
    func whatHasNoOptionIsTaken(arguments: [String]) throws {
        #expect(try TestDatabase().vmailadm(["transport", "add"] + arguments).status == 0)
    }
}
