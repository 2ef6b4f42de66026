import Foundation
import Testing

/// The lists that may have millions of rows: mailboxes, addresses, aliases.
@Suite struct ListTests {
    private func database(_ more: String = "") throws -> TestDatabase {
        try TestDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass, active) VALUES (1, 'v.example', 842, 1), (2, 'w.example', 842, 0);
            INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES
                (1, 'a', 1, 1), (2, 'b', 1, -1), (3, 'c', 1, 1), (4, 'd', 2, 1), (5, 'e', 1, 1);
            INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES
                (1, 1, '{PLAIN}x'), (2, 1, '{CRYPT}!'), (3, 0, '{SSHA}x'), (4, 1, '{PLAIN}x');
            INSERT INTO VAlias (vaNum, vaTargetNum, active) VALUES (5, 1, 1), (5, 4, 0);
            """ + more)
    }

    private func names(_ command: String, key: String) throws -> [String] {
        let run = try database().vmailadm("\(command) --jsonl")
        #expect(run.status == 0, "\(run.errors)")
        return try run.lines.map { line in
            let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            return try #require(row[key] as? String)
        }
    }

    @Test(arguments: [
        ("mailbox list", ["a@v.example", "b@v.example", "c@v.example", "d@w.example"]),
        ("mailbox list v.example", ["a@v.example", "b@v.example", "c@v.example"]),
        ("mailbox list --domain W.Example", ["d@w.example"]),
        ("mailbox list --inactive", ["b@v.example", "c@v.example", "d@w.example"]),
        ("mailbox list --scheme plain", ["a@v.example", "d@w.example"]),
        ("mailbox list --scheme none", ["b@v.example", "c@v.example"]),
        ("mailbox list --scheme PLAIN --inactive --domain w.example", ["d@w.example"]),
    ])
    func mailboxesAreFiltered(command: String, expected: [String]) throws {
        #expect(try names(command, key: "mailbox") == expected)
    }

    @Test(arguments: [
        ("address list --inactive", ["b"]), ("address list --domain w.example", ["d"]),
    ])
    func addressesAreFiltered(command: String, expected: [String]) throws {
        #expect(try names(command, key: "addLocalpart") == expected)
    }

    @Test(arguments: [
        ("alias list", ["a@v.example", "d@w.example"]), ("alias list --inactive", ["d@w.example"]),
        ("alias list --to a@v.example", ["a@v.example"]), ("alias list --to A@V.Example", ["a@v.example"]),
        ("alias list --to b@v.example", []), ("alias list --domain w.example", []),
    ])
    func aliasesAreFiltered(command: String, expected: [String]) throws {
        #expect(try names(command, key: "target") == expected)
    }

    @Test func aTargetThatIsNotThereIs1() throws {
        #expect(try database().vmailadm("alias list --to x@v.example").status == 1)
    }

    @Test(arguments: [
        "mailbox list --json --jsonl", "mailbox list v.example --domain v.example", "mailbox list --scheme nonsense",
    ])
    func whatContradictsItselfIs64(command: String) throws {
        #expect(try database().vmailadm(command).status == 64)
    }

    @Test(arguments: ["mailbox list", "address list", "alias list", "mailbox list --scheme md5"])
    func theDocumentHasTheRowsOfTheLines(command: String) throws {
        let database = try database()
        let document = try database.vmailadm("\(command) --json")
        let lines = try database.vmailadm("\(command) --jsonl")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(document.output.utf8)) as? [NSDictionary])
        let others = try lines.lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary }
        #expect(rows == others.compactMap(\.self))
        #expect(document.output.hasPrefix("[\n") && document.output.hasSuffix("\n]\n"))
    }

    /// More than is kept in memory, through the file without a name.
    @Test(arguments: ["", "--json", "--jsonl"]) func aLongListIsWhole(option: String) throws {
        let count = 30_000
        let database = try database(
            """
            WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < \(count + 99))
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'long-' || i, 1 FROM n;
            """)
        let run = try database.vmailadm("address list \(option)")
        #expect(run.status == 0)
        let names = run.output.matches(of: #/long-([0-9]+)/#).compactMap { Int($0.1) }
        #expect(names.count == count && Set(names) == Set(100..<100 + count))
        if option == "--json" {
            let rows = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any]
            #expect(rows?.count == count + 5)
        }
    }

    /// A reader that does not read keeps nobody from changing the database.
    @Test func aSlowReaderKeepsNoLock() throws {
        let database = try database(
            """
            WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'long-' || i, 1 FROM n;
            """)
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: Vmailadm.path)
        process.arguments = ["--config", database.config, "address", "list", "--json"]
        process.standardOutput = pipe
        try process.run()
        // The first byte comes when everything is read.
        let first = try pipe.fileHandleForReading.read(upToCount: 1)
        #expect(first == Data("[".utf8))
        #expect(process.isRunning)
        #expect(try database.vmailadm("domain disable v.example").status == 0)
        _ = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
