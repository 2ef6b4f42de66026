import Foundation
import Testing

/// Names on the way in, and names that are in a database already.
@Suite struct NameTests {
    private static let structure =
        "INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842), (2, 'a.example', 3);"

    private static let commands: [[String]] = [
        ["address", "add", "NAME@v.example"],
        ["mailbox", "add", "NAME@v.example", "--hash", "{SHA256}ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="],
        ["alias", "add", "x@a.example", "NAME@v.example", "--create-targets"],
        ["alias", "add", "NAME@a.example", "y@v.example", "--create-targets"],
    ]

    @Test(arguments: commands, ["john doe", " john", "John <john", "mailto:x", "a..b", "a,b", ".a", "a."])
    func whatNeedsQuotesNeedsForce(command: [String], localpart: String) throws {
        let database = try TestDatabase(Self.structure)
        let before = try database.contents()
        let arguments = command.map { $0.replacingOccurrences(of: "NAME", with: localpart) }
        let run = try database.vmailadm(arguments)
        #expect(run.status == 65)
        #expect(run.errors.contains("--force"))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(try database.contents() == before)
        #expect(try database.vmailadm(arguments + ["--force"]).status == 0)
    }

    @Test(arguments: [
        "v x.example", "a.example,b.example", "a..example", "b.example.", "*.example", "b\u{ff0e}example",
        "b\u{3002}example",
    ])
    func whatIsNoDomainIsNotAdded(domain: String) throws {
        let database = try TestDatabase()
        for options in [["--alias"], ["--foreign"]] {
            #expect(try database.vmailadm(["domain", "add", domain] + options).status == 65)
        }
        #expect(try database.rows("SELECT * FROM Domain") == [])
    }

    @Test func anImportRefusesThemAndWarns() throws {
        let database = try TestDatabase(Self.structure)
        try database.folder.write("address,hash\nok@v.example,!\n\"a,b@v.example\",!\n", to: "odd.csv")
        let refused = try database.vmailadm(["import", database.folder.path("odd.csv")])
        #expect(refused.status == 65)
        #expect(refused.errors.contains("line 3: address a,b@v.example: has one of"))
        #expect(try database.rows("SELECT * FROM VMailbox") == [])
        #expect(try database.vmailadm(["import", database.folder.path("odd.csv"), "--force"]).status == 0)
        try database.folder.write("address,hash\nuser+tag@v.example,!\n", to: "tagged.csv")
        let warned = try database.vmailadm(["import", database.folder.path("tagged.csv")])
        #expect(warned.status == 0)
        #expect(warned.errors.contains("warning: user+tag@v.example: has a + in it"))
        let many = (1...30).map { "u+\($0)@v.example,!\n" }.joined()
        try database.folder.write("address,hash\n\(many)", to: "many.csv")
        let lines = try database.vmailadm(["import", database.folder.path("many.csv")]).errors.split(separator: "\n")
        #expect(lines.count == 21)
        #expect(lines.last == "vmailadm: warning: and 10 more; \"vmailadm check --json\" has them all")
    }

    /// Such names go on being served.
    @Test func whatIsThereIsNamedByCheckAndExplained() throws {
        let database = try TestDatabase(
            Self.structure + """
                INSERT INTO Domain (domNum, domName, domClass) VALUES (3, 'a..b.example', 3), (4, 'bücher.example', 842);
                INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'john doe', 1), (2, 'user+tag', 1), (3, 'jörg', 1);
                INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}x'), (2, '{PLAIN}x'), (3, '{PLAIN}x');
                """)
        let lines = try database.vmailadm("check").lines.filter { $0.hasPrefix("names") }
        for part in [
            "wrong  Domain.domNum 3: a..b.example has two dots in a row",
            "wrong  Address.addNum 1: john doe has a blank in it",
            "know it as xn--bcher-kva.example; add that domain too", "ok     user+tag@v.example: has a + in it",
            "ok     jörg@v.example: is not ASCII",
        ] {
            #expect(lines.contains { $0.contains(part) }, "\(part): \(lines)")
        }
        let explained = try database.vmailadm("explain user+tag@v.example").output
        #expect(explained.contains("allowed, with the right password"))
        #expect(explained.contains("warning: user+tag@v.example: has a + in it"))
        #expect(try database.vmailadm(["explain", "john doe@v.example"]).output.contains("delivery  found"))
        _ = try database.vmailadm("domain add xn--bcher-kva.example --alias")
        #expect(try !database.vmailadm("check").output.contains("know it as"))
    }

    @Test func aMailboxOfSuchANameIsWarnedOf() throws {
        let database = try TestDatabase(Self.structure)
        #expect(
            try database.vmailadm("mailbox add user+tag@v.example --hash {PLAIN}x").errors.contains(
                "recipient_delimiter"))
        #expect(try !database.vmailadm("mailbox add o'brien@v.example --hash {PLAIN}x").errors.contains("note:"))
        #expect(try database.vmailadm("domain add bücher.example --alias").errors.contains("xn--bcher-kva.example"))
    }
}
