import Testing

/// `vmailadm local-alias`
@Suite struct LocalAliasTests {
    private static let rows = """
        SELECT addLocalpart, domName, aliasTarget, Alias.active FROM Alias JOIN Address ON addNum = aliasNum
        JOIN Domain ON domNum = addDomNum WHERE addLocalpart <> 'victim' ORDER BY aliasTarget
        """

    @Test(arguments: ["backup", "backup@myhostname.example.com", "Backup"])
    func isMadeWithItsAddress(name: String) throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm(["local-alias", "add", name, "|/usr/bin/backup --mail"]).status == 0)
        #expect(try database.rows(Self.rows) == ["backup|myhostname.example.com||/usr/bin/backup --mail|1"])
        #expect(try database.vmailadm(["local-alias", "add", name, "|/usr/bin/backup --mail"]).status == 1)
        #expect(
            try database.vmailadm(["local-alias", "add", name, "|/usr/bin/backup --mail", "--if-missing"]).status == 0)
        #expect(try database.vmailadm(["local-alias", "add", name, "/var/mail/backup"]).status == 0)
        #expect(try database.rows("SELECT count(*) FROM Alias") == ["3"])
    }

    @Test(arguments: ["backup@relay.example", "@myhostname.example.com"])
    func isForLocalNames(name: String) throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        #expect(try database.vmailadm("local-alias add \(name) /dev/null").status == 65)
        #expect(try database.vmailadm(["local-alias", "add", "backup", "a\nroot: b"]).status == 65)
        #expect(try database.contents() == before)
    }

    @Test func isSwitchedOffAndOnAndRemoved() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("local-alias disable victim").status == 0)
        #expect(try database.rows("SELECT active FROM Alias") == ["0"])
        #expect(try database.vmailadm("local-alias enable victim /dev/null").status == 0)
        #expect(try database.rows("SELECT active FROM Alias") == ["1"])
        #expect(try database.vmailadm("local-alias remove victim /dev/zero").status == 1)
        #expect(try database.vmailadm("local-alias remove victim").status == 0)
        #expect(try database.rows("SELECT * FROM Alias") == [])
        #expect(try database.rows("SELECT addNum FROM Address WHERE addNum = 4") == ["4"])
    }
}
