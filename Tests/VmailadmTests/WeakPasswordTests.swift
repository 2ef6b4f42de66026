import Testing

/// The rules for passwords, wherever one is typed or read for an account.
@Suite struct WeakPasswordTests {
    private func database() throws -> TestDatabase {
        let database = try TestDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842);
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'anna.maria', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}old');
            """)
        try database.folder.write(
            "database = \(database.path)\npassword_min_length = 8\n", to: "vmail-auth.conf")
        return database
    }

    @Test(
        arguments: ["mailbox passwd anna.maria@v.example", "mailbox add new@v.example"],
        [("short", "fewer than 8"), ("Password", "common words"), ("v.example", "a part of it")])
    func aWeakPasswordIsRefusedUnlessForced(command: String, weak: (password: String, rule: String)) throws {
        let database = try database()
        let before = try database.contents()
        let words = "\(command) --password-stdin -s PLAIN"
        let refused = try database.vmailadm(words, input: weak.password + "\n")
        #expect(refused.status == 65)
        #expect(refused.errors.contains(weak.rule) && refused.errors.contains("--force"), "\(refused.errors)")
        #expect(!refused.errors.contains("short") && !refused.errors.contains("Password"))
        #expect(try database.contents() == before)

        #expect(try database.vmailadm("\(command) -p \(weak.password) -s PLAIN").status == 65)
        #expect(try database.vmailadm("\(words) --force", input: weak.password + "\n").status == 0)
        #expect(try database.rows("SELECT count(*) FROM VMailbox WHERE vmPasswd = '{PLAIN}\(weak.password)'") == ["1"])
    }

    @Test func aTypedOneIsRefusedToo() throws {
        let database = try database()
        let terminal = try Terminal(["--config", database.config, "mailbox", "passwd", "anna.maria@v.example"])
        for question in ["Enter new password: ", "Retype new password: "] {
            _ = try terminal.shown(upTo: question)
            terminal.type("password\n")
        }
        _ = try terminal.shown(upTo: "is one of the common words")
        #expect(terminal.end() == 65)
    }

    @Test func anImportNamesTheLineUnlessForced() throws {
        let database = try database()
        let text = "a@v.example,whatAcoolPassword\nb@v.example,sunshine\n"
        let refused = try database.vmailadm("import - -s PLAIN", input: text)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("standard input line 2: the password is one of the common words"))
        #expect(!refused.errors.contains("sunshine"))
        #expect(try database.rows("SELECT count(*) FROM VMailbox") == ["1"])
        #expect(try database.vmailadm("import - -s PLAIN --force", input: text).status == 0)
    }

    @Test(arguments: [
        ("mailbox passwd anna.maria@v.example --hash {PLAIN}x", ""), ("pw --password-stdin -s PLAIN", "x\n"),
        ("import -", "a@v.example,{PLAIN}x\n"),
    ])
    func hashesAndPwAreNotJudged(command: String, input: String) throws {
        #expect(try database().vmailadm(command, input: input).status == 0)
    }
}
