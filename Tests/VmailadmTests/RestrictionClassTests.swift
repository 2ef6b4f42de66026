import Testing

/// `vmailadm restriction-class`
@Suite struct RestrictionClassTests {
    @Test func isAddedOnce() throws {
        let database = try TestDatabase()
        let run = try database.vmailadm("restriction-class add 35 yourclass")
        #expect(run.status == 0)
        #expect(
            run.errors.contains(
                "until main.cf has RC35-yourclass; \"vmailadm restriction-class main-cf\" prints the lines"))
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

    @Test func theLinesForMainCfAreThoseOfAll() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("restriction-class main-cf --postconf none")
        #expect(run.status == 0)
        #expect(
            run.lines.filter { !$0.hasPrefix("#") } == [
                "RC10-aggressive = reject_unlisted_recipient", "RC20-moderate = reject_unlisted_recipient",
                "RC50-reject = reject_unlisted_recipient", "smtpd_restriction_classes =", "    RC10-aggressive,",
                "    RC20-moderate,", "    RC50-reject",
            ])
        let failed = try database.vmailadm("restriction-class main-cf --postconf /nonexistent/postconf")
        #expect(failed.status == 75)
        #expect(failed.output == "")
        #expect(failed.errors.contains("main.cf cannot be read: /nonexistent/postconf: cannot be started"))
    }

    @Test func whatIsLeftOutIsSaid() throws {
        let database = try TestDatabase("INSERT INTO RClass VALUES (35, 'your class')")
        let run = try database.vmailadm("restriction-class main-cf --postconf none")
        #expect(run.output.contains("# The database has no restriction classes that main.cf can have."))
        #expect(run.output.contains("# left out: restriction class 35: main.cf cannot have the name \"your class\""))
        #expect(
            try database.vmailadm("check --postconf none").output.contains(
                "wrong  restriction class 35: main.cf cannot"))
    }
}
