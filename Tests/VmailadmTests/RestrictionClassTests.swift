import Testing

/// `vmailadm restriction-class`
@Suite struct RestrictionClassTests {
    @Test func isAddedWithTheLinesForMainCf() throws {
        let database = try TestDatabase()
        let run = try database.vmailadm("restriction-class add 35 yourclass")
        #expect(run.status == 0)
        #expect(run.lines.contains("RC35-yourclass = ..."))
        #expect(run.lines.contains("smtpd_restriction_classes = ... RC35-yourclass"))
        #expect(try database.rows("SELECT * FROM RClass") == ["35|yourclass"])
        #expect(try database.vmailadm("restriction-class add 35 other").status == 1)
        #expect(try database.vmailadm("restriction-class add 35 other --if-missing").status == 1)
        #expect(try database.vmailadm("restriction-class add 35 yourclass --if-missing").status == 0)
        #expect(try database.rows("SELECT * FROM RClass") == ["35|yourclass"])
    }

    @Test(arguments: [("100 x", 65), ("-1 x", 64), ("35 your,class", 65), ("x yourclass", 64)])
    func aNumberHasTwoDigits(arguments: String, status: Int32) throws {
        let database = try TestDatabase()
        #expect(try database.vmailadm("restriction-class add \(arguments)").status == status)
        #expect(try database.contents() == [])
    }

    @Test(arguments: [0, 99])
    func theLimitsAreNumbersToo(number: Int) throws {
        let database = try TestDatabase()
        #expect(try database.vmailadm("restriction-class add \(number) x").status == 0)
        #expect(try database.rows("SELECT rcNum FROM RClass") == ["\(number)"])
    }

    @Test func removalTakesDomainsAndAddressesOutOfIt() throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET addRcNum = 20 WHERE addNum = 14")
        let refused = try database.vmailadm("restriction-class remove 20")
        #expect(refused.status == 1)
        #expect(refused.lines.last == "would change Address victim@domain.example: addRcNum 20 to NULL")
        #expect(try database.vmailadm("restriction-class remove 20 --cascade").status == 0)
        #expect(try database.rows("SELECT rcNum FROM RClass") == ["10", "50"])
        #expect(try database.rows("SELECT count(domRcNum) FROM Domain") == ["0"])
        #expect(try database.rows("SELECT addRcNum FROM Address WHERE addNum = 14") == ["NULL"])
        #expect(try database.vmailadm("restriction-class remove 20").status == 1)
    }
}
