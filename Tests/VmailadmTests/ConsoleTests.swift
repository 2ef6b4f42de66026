import Foundation
import Testing

/// Whatever the database holds, a terminal gets nothing that it would obey.
@Suite struct ConsoleTests {
    /// C0, DEL, C1, line separators, controls of the writing direction.
    static let unsafe =
        "\u{1B}\r\n\u{7F}\u{9B}\u{2028}\u{2029}\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}"
        + "\u{2066}\u{2067}\u{2068}\u{2069}"

    /// A database whose every text has them.
    private func database() throws -> TestDatabase {
        try TestDatabase(
            """
            INSERT INTO Transport (tpNum, tpTransport, tpNexthop, tpPort) VALUES (1, 't\(Self.unsafe)', 'n\(Self.unsafe)', 25);
            INSERT INTO RClass VALUES (1, 'r\(Self.unsafe)');
            INSERT INTO Domain (domNum, domName, domClass, domTpNum) VALUES
                (1, 'd\(Self.unsafe).example', 842, 1), (2, 'good.example', 842, 1), (3, 'l.example', 1, 1);
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES
                (1, 'a\(Self.unsafe)', 1), (2, 'b\(Self.unsafe)', 2), (3, '', 1), (4, 'c\u{202E}\u{9B}2J', 2), (5, 'user', 2);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{X\(Self.unsafe)}x'), (2, 'x'), (5, '{X\(Self.unsafe)}x');
            INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (1, 2);
            INSERT INTO Alias (aliasNum, aliasTarget) VALUES (2, '|x\(Self.unsafe)');
            UPDATE Address SET active = -1 WHERE addNum = 2;
            """)
    }

    private func isSafe(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || !Self.unsafe.unicodeScalars.contains($0) }
    }

    @Test(arguments: [
        ("domain list", 4), ("transport list", 2), ("transport show 1", 6), ("restriction-class list", 2),
        ("address list", 6), ("catchall list", 2), ("alias list", 2), ("local-alias list", 2), ("mailbox list", 4),
        ("login list", 2), ("transport remove 1 --cascade --dry-run", 4),
        ("domain disable good.example --with-logins", 3),
    ])
    func aRowIsALine(command: String, lines: Int) throws {
        let run = try database().vmailadm(command)
        #expect(run.status == 0)
        #expect(run.lines.count == lines, "\(run.output)")
        #expect(isSafe(run.output) && isSafe(run.errors))
    }

    @Test(arguments: ["check", "explain user@good.example", "explain c\u{202E}\u{9B}2J@good.example"])
    func findingsAndExplanationsAreSafe(command: String) throws {
        for options in ["", " --json"] {
            let run = try database().vmailadm(command + options)
            #expect(run.output != "")
            #expect(isSafe(run.output) && isSafe(run.errors))
        }
    }

    @Test(arguments: [
        "domain", "transport", "restriction-class", "address", "alias", "local-alias", "mailbox", "login",
    ])
    func jsonEscapesAndLosesNothing(noun: String) throws {
        let run = try database().vmailadm("\(noun) list --json")
        #expect(isSafe(run.output))
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
        let texts = rows.flatMap(\.values).compactMap { $0 as? String }
        #expect(texts.contains { $0.contains(Self.unsafe) })
    }

    @Test func anErrorIsALine() throws {
        let run = try database().vmailadm(["domain", "show", "x\(Self.unsafe)"])
        #expect(run.status != 0)
        #expect(isSafe(run.errors) && run.errors.split(separator: "\n").count == 1)
    }

    @Test func anExportIsSafeOnATerminalAndWholeInAFile() throws {
        let database = try TestDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'good.example', 842);
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'cä', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}' || CAST(x'c29b324aff9b410a0d1b42' AS TEXT));
            """)
        let terminal = try Terminal(["--config", database.config, "export"])
        let shown = try terminal.shown(upTo: ",1,1,,,\r\n")
        #expect(terminal.end() == 0)
        #expect(shown.hasSuffix("\r\ncä@good.example,\"{PLAIN}?2J??A???B\",1,1,,,\r\n"))

        #expect(try database.vmailadm(["export", database.folder.path("out.csv")]).status == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: database.folder.path("out.csv")))
        #expect(bytes.range(of: Data([0xc2, 0x9b, 0x32, 0x4a, 0xff, 0x9b, 0x41, 0x0a, 0x0d, 0x1b, 0x42])) != nil)
    }
}
