import Testing

/// Domains that are not ours: the targets of aliases that lead outside.
@Suite struct ForeignDomainTests {
    @Test func createTargetsAddsThemAndSaysSo() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let refused = try database.vmailadm("alias add info@alias.example someone@gmail.com")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("--create-targets") && refused.errors.contains("--foreign"))
        #expect(try database.contents() == before)
        let run = try database.vmailadm(
            "alias add info@alias.example someone@gmail.com other@gmail.com --create-targets")
        #expect(run.status == 0)
        #expect(run.lines.contains("added Domain gmail.com: foreign"))
        #expect(run.errors.contains("gmail.com: is added as a foreign domain, not ours"))
        #expect(!run.errors.contains("postmaster"))
        #expect(try database.rows("SELECT domClass FROM Domain WHERE domName = 'gmail.com'") == ["0"])
        #expect(try database.rows("PRAGMA foreign_key_check") == [])
    }

    @Test func itIsKnownEverywhere() throws {
        let database = try TestDatabase(example: true)
        #expect(try database.vmailadm("domain add gmail.com --foreign").errors == "")
        _ = try database.vmailadm("address add someone@gmail.com")
        #expect(try database.vmailadm("domain list").output.contains("gmail.com               foreign"))
        #expect(
            try database.vmailadm("explain someone@gmail.com").output.contains(
                "gmail.com; foreign, so not ours; active 1"))
        #expect(try !database.vmailadm("check").output.contains("gmail.com"))
    }

    @Test(arguments: [
        "mailbox add x@gmail.com --hash {PLAIN}x", "alias add x@gmail.com root",
        "domain add g.example --foreign --with-role-addresses",
    ])
    func nothingOfOursIsPutThere(command: String) throws {
        let database = try TestDatabase(example: true)
        _ = try database.vmailadm("domain add gmail.com --foreign")
        let before = try database.contents()
        #expect(try [64, 65].contains(database.vmailadm(command).status))
        #expect(try database.contents() == before)
    }

    /// A mail provider's domain as one's own is a trap: all mail to it would stay here.
    @Test(arguments: [
        "address add x@gmail.com", "alias add info@alias.example x@gmail.com",
        "catchall add alias.example x@gmail.com --yes",
    ])
    func noAdviceMakesItOurs(command: String) throws {
        let run = try TestDatabase(example: true).vmailadm(command)
        #expect(run.status == 1)
        #expect(run.errors.contains("--foreign"))
    }
}
