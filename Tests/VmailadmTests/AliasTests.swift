import Testing

/// `vmailadm alias`
@Suite struct AliasTests {
    private static let targets = """
        SELECT t.addLocalpart, VAlias.active FROM VAlias JOIN Address a ON a.addNum = vaNum JOIN Address t ON t.addNum = vaTargetNum
        WHERE a.addLocalpart = 'new-alias' ORDER BY t.addLocalpart
        """

    @Test func isMadeWithItsAddressAndSeveralTargets() throws {
        let database = try TestDatabase(example: true)
        #expect(
            try database.vmailadm("alias add new-alias@alias.example your-target@your.target.example root").status == 0)
        #expect(try database.rows(Self.targets) == ["root|1", "your-target|1"])
        let again = try database.vmailadm("alias add new-alias@alias.example compromised root")
        #expect(again.status == 1)
        #expect(again.errors.contains("leads to root@myhostname.example.com already"))
        #expect(try database.rows(Self.targets) == ["root|1", "your-target|1"])
        #expect(try database.vmailadm("alias add new-alias@alias.example compromised root --if-missing").status == 0)
        #expect(try database.rows(Self.targets) == ["compromised|1", "root|1", "your-target|1"])
    }

    @Test func targetsMustExistOrBeCreated() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm("alias add new-alias@alias.example a@relay.example root b@relay.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("target a@relay.example, b@relay.example: does not exist"))
        #expect(try database.contents() == before)
        #expect(try database.vmailadm("alias add new-alias@alias.example a@relay.example --create-targets").status == 0)
        #expect(try database.rows(Self.targets) == ["a|1"])
        // A domain of which nothing is known becomes a foreign one.
        #expect(
            try database.vmailadm("alias add new-alias@alias.example a@nowhere.example --create-targets").status == 0)
        #expect(try database.rows("SELECT domClass FROM Domain WHERE domName = 'nowhere.example'") == ["0"])
    }

    @Test func aMailboxThatBecomesAnAliasIsSaid() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("alias add your-target@your.target.example root")
        #expect(run.errors.contains("is also a mailbox"))
        #expect(
            try database.vmailadm("alias add your-target@your.target.example your-target@your.target.example").errors
                == "")
    }

    @Test func isSwitchedOffAndOn() throws {
        let database = try TestDatabase(example: true)
        _ = try database.vmailadm("alias add new-alias@alias.example your-target@your.target.example root")
        #expect(try database.vmailadm("alias disable new-alias@alias.example").status == 0)
        #expect(try database.rows(Self.targets) == ["root|0", "your-target|0"])
        #expect(try database.vmailadm("alias enable new-alias@alias.example root").status == 0)
        #expect(try database.rows(Self.targets) == ["root|1", "your-target|0"])
        #expect(try database.vmailadm("alias enable new-alias@alias.example compromised").status == 1)
    }

    /// The HOWTO's `UPDATE VAlias SET active=0 WHERE vaNum=42 OR vaTargetNum=42`.
    @Test func isSwitchedOffAsATargetToo() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("alias disable root --as-target").status == 0)
        #expect(try database.rows("SELECT count(*), sum(active) FROM VAlias WHERE vaTargetNum = 1") == ["6|0"])
        #expect(try database.rows("SELECT active FROM VAlias WHERE vaNum = 4") == ["1"])
    }

    @Test func removalTakesTheAddressToo() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("alias remove postmaster@alias.example").status == 0)
        #expect(try database.rows("SELECT * FROM VAlias WHERE vaNum = 9") == [])
        #expect(try database.rows("SELECT * FROM Address WHERE addNum = 9") == [])
    }

    @Test func removalOfATargetLeavesTheRest() throws {
        let database = try TestDatabase(example: true)
        _ = try database.vmailadm("alias add new-alias@alias.example your-target@your.target.example root")
        #expect(try database.vmailadm("alias remove new-alias@alias.example root").errors == "")
        #expect(try database.rows(Self.targets) == ["your-target|1"])
        let run = try database.vmailadm("alias remove new-alias@alias.example your-target@your.target.example")
        #expect(run.errors.contains("has no target left"))
        #expect(try database.rows(Self.targets) == [])
        #expect(try database.rows("SELECT count(*) FROM Address WHERE addLocalpart = 'new-alias'") == ["1"])
    }

    @Test func removalKeepsAMailboxAndALocalAlias() throws {
        let database = try TestDatabase(example: true)
        #expect(
            try database.vmailadm("alias remove victim").errors.contains(
                "stays, since it is also a mailbox or a local alias"))
        #expect(try database.rows("SELECT count(*) FROM Address WHERE addNum = 4") == ["1"])
        #expect(try database.rows("SELECT count(*) FROM Alias") == ["1"])
    }

    @Test func whatOtherAliasesLeadToIsNotRemoved() throws {
        let database = try TestDatabase(example: true)
        _ = try database.vmailadm("alias add new-alias@alias.example postmaster@alias.example")
        let refused = try database.vmailadm("alias remove postmaster@alias.example")
        #expect(refused.status == 1)
        #expect(refused.output == "would remove VAlias new-alias@alias.example to postmaster@alias.example\n")
        #expect(try database.rows("SELECT count(*) FROM VAlias WHERE vaNum = 9") == ["1"])
        #expect(try database.vmailadm("alias remove postmaster@alias.example --cascade").status == 0)
        #expect(try database.rows("SELECT count(*) FROM VAlias WHERE 9 IN (vaNum, vaTargetNum)") == ["0"])
    }

    @Test func aLoopIsNotClosed() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        // postmaster@vmail.example leads to root.
        let run = try database.vmailadm("alias add root postmaster@vmail.example")
        #expect(run.status == 1)
        #expect(
            run.errors.contains(
                "alias root@myhostname.example.com: would close a loop, in which mail is never delivered: "
                    + "root@myhostname.example.com to postmaster@vmail.example to root@myhostname.example.com"))
        #expect(try database.contents() == before)
        // Nor with another target in the same command, or by the role addresses of a domain.
        #expect(try database.vmailadm("alias add root compromised postmaster@vmail.example").status == 1)
        #expect(try database.contents() == before)
        _ = try database.vmailadm("alias add root postmaster@killed.example --create-targets")
        let roles = try database.vmailadm("domain add killed.example --alias --if-missing --with-role-addresses root")
        #expect(roles.errors.contains("alias postmaster@killed.example: would close a loop"))
    }

    /// The server could not say what becomes of its mail.
    @Test func aCatchallIsNoTarget() throws {
        let database = try TestDatabase(example: true)
        _ = try database.vmailadm("catchall add catchall.example root --yes")
        let run = try database.vmailadm("alias add new-alias@alias.example @catchall.example")
        #expect(run.status == 65)
        #expect(run.errors.contains("target @catchall.example is a catchall, and no mail can be sent to it"))
    }

    @Test func aLoopIsFoundThroughAChain() throws {
        let chain = (1...50).map { "INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (\(100 + $0), \(101 + $0));" }
        let database = try TestDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 3);
            \((101...151).map { "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (\($0), 'a\($0)', 1);" }.joined())
            \(chain.joined())
            """)
        let run = try database.vmailadm("alias add a151@v.example a101@v.example")
        #expect(run.errors.contains("a151@v.example to a101@v.example to a102@v.example to "))
        #expect(run.errors.contains(" to a150@v.example to a151@v.example\n"))
        // What is off leads nowhere, until it is enabled.
        #expect(try database.vmailadm("alias disable a125@v.example").status == 0)
        #expect(try database.vmailadm("alias add a151@v.example a101@v.example").status == 0)
        let enabled = try database.vmailadm("alias enable a125@v.example")
        #expect(enabled.status == 1)
        #expect(enabled.errors.contains("alias a125@v.example: would close a loop"))
        #expect(try database.rows("SELECT active FROM VAlias WHERE vaNum = 125") == ["0"])
    }

    /// A loop that is there already does not keep other aliases from being added.
    @Test func anOldLoopIsNoObstacle() throws {
        let database = try TestDatabase(
            example: true, "INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (1, 2)")
        #expect(try database.vmailadm("alias add new-alias@alias.example root").status == 0)
        #expect(try database.vmailadm("alias remove root postmaster").status == 0)
    }

    /// −1 has no meaning of its own in VAlias, Alias and Transport: such a row is used.
    @Test func aMinusOneIsOn() throws {
        let database = try TestDatabase(
            example: true,
            "UPDATE VAlias SET active = -1; UPDATE Alias SET active = -1; UPDATE Transport SET active = -1")
        for command in ["alias list", "local-alias list", "transport list"] {
            #expect(try database.vmailadm(command).lines.dropFirst().allSatisfy { $0.hasSuffix(" yes") })
        }
        #expect(try !database.vmailadm("explain victim").output.contains("active -1"))
    }
}
