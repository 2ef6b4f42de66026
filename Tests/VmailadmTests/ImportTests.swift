import Foundation
import Testing

@Suite struct ImportTests {
    private let domain =
        "INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842), (2, 'r.example', 2);"

    /// What an account is made of, a line each.
    private let accounts = """
        SELECT addLocalpart, domName, vmPasswd, VMailbox.active, Address.active, addTpNum, addRcNum
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum ORDER BY 2, 1
        """

    @Test(arguments: [
        "a@v.example,{PLAIN}X9\nB@V.example,{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=\n",
        "address,hash\r\na@v.example,{PLAIN}X9\r\nb@v.example,{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=",
        "hash,address\n\"{PLAIN}X9\",a@v.example\n\n{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=,\"b@v.example\"\n",
        "address,hash,password\na@v.example,,X9\nb@v.example,{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=,\n",
        """
        {"address": "a@v.example", "password": "X9"}

        {"hash": "{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=", "address": "b@v.example"}
        """,
    ])
    func addsEveryAccountOfAFile(text: String) throws {
        let database = try TestDatabase(domain)
        let run = try database.vmailadm("import - -s PLAIN", input: text)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "added mailboxes: 2 (new addresses: 2, existing: 0)\n")
        #expect(
            try database.rows(accounts) == [
                "a|v.example|{PLAIN}X9|1|1|NULL|NULL",
                "b|v.example|{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw=|1|1|NULL|NULL",
            ])
    }

    @Test(arguments: [
        "address,hash,sndAddress\na@v.example,!,\"  @W.example X@w.example \"\n",
        #"{"address": "a@v.example", "hash": "!", "sndAddress": "@w.example x@w.example"}"#,
    ])
    func addsTheGrantsOfAnAccount(text: String) throws {
        let database = try TestDatabase(
            domain
                + "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'a', 1); INSERT INTO Sender VALUES (1, 'x@w.example', 0)"
        )
        #expect(try database.vmailadm("import -", input: text).status == 0)
        #expect(try database.rows("SELECT * FROM Sender") == ["1|@w.example|1", "1|x@w.example|1"])
        // A mailbox that is left as it is keeps its grants, and gets none.
        try database.execute("DELETE FROM Sender")
        #expect(try database.vmailadm("import - --if-missing", input: text).status == 0)
        #expect(try database.rows("SELECT * FROM Sender") == [])
    }

    @Test(arguments: [
        ("a@v.example,X9\nb@v.example", 65, "line 2: has 1 fields"),
        ("a@v.example,X9\nb@v.example,\n", 65, "line 2: has no password"),
        ("a@v.example,$6$x\n", 65, "line 1: has a hash without {SCHEME}"),
        (
            "address,hash\na@v.example,{NOSUCH}x\n", 65,
            "line 2: the hash cannot be used: the stored password has an unknown scheme"
        ),
        ("address,hsah\n", 65, "line 1: there is no column hsah, only address, hash, password"),
        ("address\n", 65, "line 1: names neither a column hash nor a column password"),
        ("address,hash\na@v.example,{PLAIN}X9,y\n", 65, "line 2: has 3 fields where the first line names 2 columns"),
        ("address,hash,Address.active\na@v.example,{PLAIN}X9,no\n", 65, "line 2: Address.active is no whole number"),
        ("address,hash,addRcNum\na@v.example,{PLAIN}X9,77\n", 65, "line 2: is refused"),
        ("address,hash,sndAddress\na@v.example,{PLAIN}X9,b\n", 65, "line 2: sndAddress: address b: has no domain"),
        (
            "address,hash,sndAddress\na@v.example,{PLAIN}X9,b@w.example c..d@w.example\n", 65,
            "line 2: sndAddress: address c..d@w.example: has two dots in a row"
        ),
        (#"{"address":"a@v.example","hash":"!","sndAddress":["b@w.example"]}"#, 65, "line 1: sndAddress is no text"),
        ("a@v.example,X9\n\"b\n@v.example\",X9\n", 65, "line 2: address b\\x0a@v.example contains a control character"),
        ("a@v.example,X9\nb,X9\n", 65, "line 2: address b has no domain"),
        ("a@v.example,X9\n@v.example,X9\n", 65, "line 2: address @v.example has no localpart"),
        ("a@v.example,X9\nb@v.example,X9\nA@v.example,X9\n", 65, "line 3: a@v.example is already in line 1"),
        ("a@v.example,X9\n\nb@none.example,X9\n", 1, "line 3: the domain of b@none.example does not exist"),
        ("a@v.example,X9\nb@r.example,X9\n", 65, "line 2: the domain of b@r.example has no mailboxes: domClass 2"),
        ("b@v.example,X9\nold@v.example,X9\n", 1, "line 2: old@v.example has a mailbox already"),
        ("a@v.example,\"X9\n", 65, "line 1: begins a quoted field that does not end"),
        (#"{"address":"a@v.example","password":"X9"}"# + "\n{", 65, "line 2: is no JSON object"),
        (#"{"address":"a@v.example","pasword":"x"}"#, 65, "line 1: there is no key pasword"),
        (#"{"address":"a@v.example"}"#, 65, "line 1: has no password"),
        (
            #"{"address":"a@v.example","password":"X9","hash":"{PLAIN}X9"}"#, 65,
            "line 1: has both a hash and a password"
        ),
        (
            #"{"address":"a@v.example","hash":"{PLAIN}X9","Address.active":"1"}"#, 65,
            "line 1: Address.active is no whole number"
        ),
    ])
    func aMistakeNamesItsLineAndChangesNothing(text: String, status: Int32, problem: String) throws {
        let database = try TestDatabase(domain)
        #expect(try database.vmailadm("import - -s PLAIN", input: "old@v.example,X9\n").status == 0)
        let before = try database.contents()
        let run = try database.vmailadm("import - -s PLAIN", input: text)
        #expect(run.status == status)
        #expect(run.errors.contains("standard input \(problem)"), "\(run.errors)")
        #expect(run.errors.hasSuffix("; nothing was changed\n"))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(try database.contents() == before)
    }

    @Test func passwordsAreHashed() throws {
        let database = try TestDatabase(domain)
        #expect(
            try database.vmailadm("import - -s SHA512-CRYPT -r 1000", input: "a@v.example,open sesame\n").status == 0)
        #expect(
            try database.rows("SELECT vmPasswd FROM VMailbox").first?.hasPrefix("{SHA512-CRYPT}$6$rounds=1000$") == true
        )
        #expect(try database.vmailadm("import - -s NOSUCH", input: "b@v.example,open sesame\n").status == 64)
    }

    @Test func aDryRunChangesNothing() throws {
        let database = try TestDatabase(domain)
        let run = try database.vmailadm("import - -s PLAIN --dry-run", input: "a@v.example,X9\n")
        #expect(run.output == "would add mailboxes: 1 (new addresses: 1, existing: 0)\n")
        #expect(try database.rows("SELECT count(*) FROM Address") == ["0"])
    }

    @Test func whatIsThereIsLeftWithIfMissing() throws {
        let database = try TestDatabase(
            domain
                + "INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES (1, 'a', 1, -1), (2, 'b', 1, -1);"
                + "INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}old');")
        let run = try database.vmailadm(
            "import - --if-missing -s PLAIN", input: "a@v.example,renewed9\nb@v.example,renewed9\n")
        #expect(run.output == "added mailboxes: 1 (new addresses: 0, existing: 1)\n")
        #expect(
            try database.rows(accounts) == [
                "a|v.example|{PLAIN}old|1|-1|NULL|NULL", "b|v.example|{PLAIN}renewed9|1|-1|NULL|NULL",
            ])
    }

    @Test func aLockedDatabaseIs75() throws {
        let database = try TestDatabase(domain)
        let run = try database.whileLocked { try database.vmailadm("import - -s PLAIN", input: "a@v.example,X9\n") }
        #expect(run.status == 75)
        #expect(try database.rows("SELECT count(*) FROM Address") == ["0"])
    }

    @Test func aFileThatIsNotThereIs65() throws {
        let run = try TestDatabase().vmailadm("import /nonexistent.csv")
        #expect(run.status == 65)
        #expect(run.errors.contains("No such file"))
    }

    /// More than a batch, in every order: each account gets its own hash.
    @Test func manyPasswordsAreHashedEachForItsAccount() throws {
        let database = try TestDatabase(domain)
        let text = (1...500).map { "u\($0)@v.example,password of \($0)\n" }.joined()
        #expect(try database.vmailadm("import - -s PLAIN", input: text).status == 0)
        let rows = try database.rows(
            "SELECT count(*) FROM VMailbox JOIN Address ON addNum = vmNum WHERE 'u' || substr(vmPasswd, 20) = addLocalpart"
        )
        #expect(rows == ["500"])
    }

    @Test func theFirstLineThatCannotBeHashedIsNamed() throws {
        let database = try TestDatabase(domain)
        let long = String(repeating: "x", count: 600)
        let text = (1...300).map { "u\($0)@v.example,\($0 == 150 || $0 == 151 ? long : "password of \($0)")\n" }
            .joined()
        for option in ["", " --dry-run"] {
            let run = try database.vmailadm("import - -s SHA512\(option)", input: text)
            #expect(run.status == 65)
            #expect(
                run.errors.contains("standard input line 150: the password is longer than 511 bytes"), "\(run.errors)")
        }
    }

    @Test func aDryRunFindsTheMistakesOfHashing() throws {
        let database = try TestDatabase(domain)
        let text = "u@v.example,password of u\n"
        #expect(try database.vmailadm("import - -s NOSUCH --dry-run", input: text).status == 64)
        #expect(try database.vmailadm("import - -s BLF-CRYPT -r 99 --dry-run", input: text).status == 64)
        #expect(try database.vmailadm("import - --dry-run", input: text).status == 0)
    }
}
