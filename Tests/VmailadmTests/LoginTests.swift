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
        #expect(try database.vmailadm("login disable \(account)").errors.contains("are blocked already"))
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
        #expect(run.errors.contains("\"vmailadm address add new-system-user@myhostname.example.com\" adds one"))
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

    @Test func aWholeDomainIsBlockedAndAllowed() throws {
        let database = try TestDatabase(example: true)
        let active = "SELECT active FROM Domain WHERE domName = 'domain.example'"
        let disabled = try database.vmailadm("login disable --domain domain.example")
        #expect(disabled.lines == ["changed Domain domain.example: active 1 to -1"])
        #expect(disabled.errors.contains("\"doveadm kick '*@domain.example'\""))
        #expect(try database.vmailadm("login list").lines.last?.split(separator: " ").first == "domain.example")
        #expect(
            try database.vmailadm("check").output.contains("all accounts of domain domain.example: logins are blocked"))
        #expect(try database.vmailadm("login enable compromised@domain.example").errors.contains("whole domain"))
        #expect(try database.rows(active) == ["-1"])
        #expect(try database.vmailadm("login enable --domain domain.example").status == 0)
        #expect(try database.rows(active) == ["1"])
    }

    @Test(arguments: ["login disable", "login enable", "login disable a@b.example --domain b.example"])
    func oneSubjectIsNamed(command: String) throws {
        #expect(try TestDatabase().vmailadm(command).status == 64)
    }

    @Test func aDisabledDomainIsNotLetInByIt() throws {
        let database = try TestDatabase(example: true, "UPDATE Domain SET active = 0 WHERE domName = 'domain.example'")
        #expect(try database.vmailadm("login disable --domain domain.example").status == 1)
        #expect(try database.rows("SELECT active FROM Domain WHERE domName = 'domain.example'") == ["0"])
    }
}
