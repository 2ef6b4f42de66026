import Testing

/// `vmailadm login`
@Suite struct LoginTests {
    @Test(arguments: [
        ("compromised@domain.example", 16), ("compromised", 5), ("compromised@myhostname.example.com", 5),
    ])
    func isSwitchedOffAndOn(account: String, number: Int) throws {
        let database = try TestDatabase(example: true)
        let active = "SELECT active FROM Address WHERE addNum = \(number)"
        #expect(try database.vmailadm("login disable \(account)").status == 0)
        #expect(try database.rows(active) == ["-1"])
        #expect(try database.rows("SELECT count(*) FROM Address WHERE active <> 1") == ["1"])
        #expect(try database.vmailadm("login disable \(account)").errors.contains("is off already"))
        #expect(try database.vmailadm("login list").lines.count == 2)
        #expect(try database.vmailadm("login enable \(account)").status == 0)
        #expect(try database.rows(active) == ["1"])
        #expect(try database.vmailadm("login list").lines.count == 1)
    }

    @Test func nothingIsMadeForAnAccountThatIsNotThere() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm("login disable new-system-user")
        #expect(run.status == 1)
        #expect(run.errors.contains("\"vmailadm address add new-system-user@myhostname.example.com\" adds it"))
        #expect(try database.contents() == before)
    }

    @Test func aDisabledAddressIsNotLetInByIt() throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET active = 0 WHERE addNum = 16")
        #expect(try database.vmailadm("login disable compromised@domain.example").status == 1)
        #expect(try database.rows("SELECT active FROM Address WHERE addNum = 16") == ["0"])
    }

    @Test(arguments: [
        ("-1", "-1", "1|1"), ("1", "-1", "1|1"), ("-1", "0", "1|0"), ("0", "-1", "0|1"), ("7", "NULL", "7|NULL"),
    ])
    func enableUndoesMinusOneOnly(address: String, mailbox: String, after: String) throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE Address SET active = \(address) WHERE addNum = 16")
        try database.execute("UPDATE VMailbox SET active = \(mailbox) WHERE vmNum = 16")
        #expect(try database.vmailadm("login enable compromised@domain.example").status == 0)
        let states =
            "SELECT Address.active, VMailbox.active FROM Address JOIN VMailbox ON vmNum = addNum WHERE vmNum = 16"
        #expect(try database.rows(states) == [after])
    }
}
