import Testing

/// `vmailadm mailbox`
@Suite struct MailboxTests {
    private static let row = """
        SELECT Address.active, VMailbox.active, vmPasswd FROM VMailbox JOIN Address ON addNum = vmNum
        WHERE addLocalpart = 'new-vmail'
        """

    @Test func isMadeWithItsAddress() throws {
        let database = try TestDatabase(example: true)
        let command = ["mailbox", "add", "New-Vmail@vmail.example", "--hash", "{PLAIN}what A cool password"]
        let run = try database.vmailadm(command)
        #expect(run.status == 0)
        #expect(!(run.output + run.errors).contains("cool"))
        #expect(try database.rows(Self.row) == ["1|1|{PLAIN}what A cool password"])
        #expect(try database.vmailadm(command).status == 1)
        #expect(try database.vmailadm(command + ["--if-missing"]).status == 0)
        #expect(try database.rows("SELECT count(*) FROM VMailbox") == ["4"])
    }

    @Test func itsPasswordIsReadAndHashed() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm(
            "mailbox add new-vmail@vmail.example --password-stdin -s SHA512-CRYPT -r 1000", input: "hunter2\n")
        #expect(run.status == 0)
        let stored = try database.rows("SELECT vmPasswd FROM VMailbox ORDER BY vmNum DESC LIMIT 1").first ?? ""
        #expect(stored.hasPrefix("{SHA512-CRYPT}$6$rounds=1000$"))
        #expect(try database.vmailadm(["pw", "-t", stored, "--password-stdin"], input: "hunter2\n").status == 0)
        #expect(try database.vmailadm("mailbox list vmail.example").output.contains("SHA512-CRYPT"))
    }

    @Test func anAddressThatIsThereBecomesAMailbox() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("mailbox add postmaster@vmail.example --hash {PLAIN}x")
        #expect(run.output == "added VMailbox postmaster@vmail.example\n")
        #expect(run.errors.contains("is also an alias"))
        #expect(try database.rows("SELECT vmPasswd FROM VMailbox WHERE vmNum = 11") == ["{PLAIN}x"])
    }

    /// The words of a command that fails, and its exit status.
    struct Mistake: Sendable {
        let words: String
        let status: Int32
    }

    private static let mistakes = [
        Mistake(words: "new@relay.example --hash {PLAIN}x", status: 65),
        Mistake(words: "new@nowhere.example --hash {PLAIN}x", status: 1),
        Mistake(words: "@vmail.example --hash {PLAIN}x", status: 65),
        Mistake(words: "../x@vmail.example --hash {PLAIN}x", status: 65),
        Mistake(words: "new@vmail.example --hash {NONSENSE}x", status: 65),
        Mistake(words: "new@vmail.example --hash {CRYPT}!", status: 65),
        Mistake(words: "new@vmail.example --hash {PLAIN}x -p secret", status: 64),
        Mistake(words: "new@vmail.example -p my secret", status: 64),
        Mistake(words: "new@vmail.example -p whatAcoolPassword -s NONSENSE", status: 64),
        Mistake(words: "new@vmail.example --password=secret", status: 64),
    ]

    @Test(arguments: mistakes) func whatIsWrongChangesNothing(mistake: Mistake) throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm("mailbox add \(mistake.words)")
        #expect(run.status == mistake.status)
        #expect(!run.errors.contains("secret"))
        #expect(try database.contents() == before)
    }

    @Test func nobodyIsAskedForAPasswordInVain() throws {
        // Without a terminal, asking would be another error.
        let run = try TestDatabase(example: true).vmailadm("mailbox add vmail-killed@vmail.example")
        #expect(run.status == 1)
        #expect(run.errors.contains("exists already"))
        #expect(try TestDatabase(example: true).vmailadm("mailbox passwd root").errors.contains("without a mailbox"))
    }

    @Test func aDryRunAddsNothing() throws {
        let database = try TestDatabase(example: true)
        let before = try database.contents()
        let run = try database.vmailadm("mailbox add new-vmail@vmail.example --hash {PLAIN}x --dry-run")
        #expect(run.output == "would add Address new-vmail@vmail.example\nwould add VMailbox new-vmail@vmail.example\n")
        #expect(try database.contents() == before)
    }

    @Test func passwdChangesThePasswordAndNothingElse() throws {
        let database = try TestDatabase(example: true)
        try database.execute("UPDATE VMailbox SET active = -1 WHERE vmNum = 13")
        let run = try database.vmailadm("mailbox passwd vmail-killed@vmail.example --password-stdin", input: "hunter2")
        #expect(run.output == "changed VMailbox vmail-killed@vmail.example: vmPasswd\n")
        let stored = try database.rows("SELECT vmPasswd FROM VMailbox WHERE vmNum = 13").first ?? ""
        #expect(stored.hasPrefix("{CRYPT}$y$"))
        #expect(try database.rows("SELECT active FROM VMailbox WHERE vmNum = 13") == ["-1"])
        #expect(try database.rows("SELECT count(vmPasswd) FROM VMailbox") == ["1"])
    }

    @Test func isSwitchedOffAndOn() throws {
        let database = try TestDatabase(example: true)
        let states =
            "SELECT Address.active, VMailbox.active FROM Address JOIN VMailbox ON vmNum = addNum WHERE vmNum = 13"
        #expect(try database.vmailadm("mailbox disable vmail-killed@vmail.example").status == 0)
        #expect(try database.rows(states) == ["1|0"])
        #expect(try database.vmailadm("mailbox enable vmail-killed@vmail.example").status == 0)
        #expect(try database.rows(states) == ["1|1"])
    }

    @Test func removalNamesTheFolderAndLeavesIt() throws {
        let database = try TestDatabase(example: true)
        let run = try database.vmailadm("mailbox remove vmail-killed@vmail.example")
        #expect(run.status == 0)
        #expect(run.errors.contains("\(database.folder.path("vmail/vmail.example/vmail-killed/")) is left as it is"))
        #expect(try database.rows("SELECT * FROM VMailbox WHERE vmNum = 13") == [])
        #expect(try database.rows("SELECT * FROM Address WHERE addNum = 13") == [])
    }

    @Test func aTargetOfAliasesIsNotRemoved() throws {
        let database = try TestDatabase(example: true)
        let refused = try database.vmailadm("mailbox remove your-target@your.target.example")
        #expect(refused.status == 1)
        #expect(
            refused.output == "would remove VAlias victim@myhostname.example.com to your-target@your.target.example\n")
        #expect(try database.rows("SELECT count(*) FROM VMailbox") == ["3"])
        #expect(try database.vmailadm("mailbox remove your-target@your.target.example --cascade").status == 0)
        #expect(try database.rows("SELECT count(*) FROM VMailbox") == ["2"])
        #expect(try database.rows("SELECT * FROM VAlias WHERE vaNum = 4") == [])
    }

    @Test(arguments: ["plaintext", "abcdefghijklm", "rEK1ecacw.7.c", "_J9..K0AyUubD4Og", "$nonsense", ""])
    func whatIsNoHashIsRefused(hash: String) throws {
        let database = try TestDatabase(example: true)
        for arguments in [["add", "new@vmail.example"], ["passwd", "vmail-killed@vmail.example"]] {
            let before = try database.contents()
            let run = try database.vmailadm(["mailbox"] + arguments + ["--hash", hash])
            #expect(run.status == 65)
            #expect(hash.isEmpty || !run.errors.contains(hash))
            #expect(try database.contents() == before)
        }
    }

    @Test(arguments: [
        ("{PLAIN}x", "warning: {PLAIN} stores the password in clear"),
        ("{CRYPT}rEK1ecacw.7.c", "warning: {CRYPT} hashes are easily searched"),
        ("{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=", "warning: {SHA1} hashes are easily searched"),
        ("$6$rounds=1000$saltsalt$" + String(repeating: "x", count: 86), ""),
    ])
    func aHashIsStoredAndAWeakOneWarnedOf(hash: String, warning: String) throws {
        let run = try TestDatabase(example: true).vmailadm(["mailbox", "add", "new@vmail.example", "--hash", hash])
        #expect(run.status == 0)
        #expect(warning.isEmpty ? run.errors == "" : run.errors.contains(warning), "\(run.errors)")
    }
}
