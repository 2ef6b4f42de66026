import Testing

/// `vmailadm catchall`
@Suite struct CatchallTests {
    private static let rows = """
        SELECT domName, (SELECT count(*) FROM VAlias WHERE vaNum = addNum) FROM Address JOIN Domain ON domNum = addDomNum
        WHERE addLocalpart = ''
        """

    @Test func wantsYes() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("catchall add catchall.example your-target@your.target.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("dictionary attack"))
        #expect(try database.rows(Self.rows) == [])
    }

    @Test func isAnAliasOfTheEmptyName() throws {
        let database = try TestDatabase(example: true)
        let command = "catchall add catchall.example your-target@your.target.example --yes"
        let run = try database.vmailadm(command)
        #expect(run.status == 0)
        #expect(run.errors.contains("dictionary attack"))
        #expect(try database.rows(Self.rows) == ["catchall.example|1"])
        #expect(try database.vmailadm(command).status == 1)
        #expect(try database.vmailadm("\(command) --if-missing").status == 0)
        #expect(try database.vmailadm("catchall disable catchall.example").status == 0)
        #expect(try database.rows("SELECT active FROM Address WHERE addLocalpart = ''") == ["0"])
        #expect(try database.vmailadm("catchall enable catchall.example").status == 0)
        #expect(try database.vmailadm("catchall remove catchall.example").status == 0)
        #expect(try database.rows(Self.rows) == [])
    }

    @Test func inARelayDomainItHasNoTarget() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("catchall add relay.example root --yes").status == 64)
        #expect(try database.vmailadm("catchall add relay.example --yes").status == 0)
        #expect(try database.rows(Self.rows) == ["relay.example|0"])
    }

    @Test func elsewhereItNeedsOneThatExists() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("catchall add catchall.example --yes").status == 64)
        #expect(try database.vmailadm("catchall add catchall.example nobody@relay.example --yes").status == 1)
        #expect(try database.rows(Self.rows) == [])
    }
}
