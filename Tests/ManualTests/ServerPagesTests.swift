import CheckpasswordProtocol
import Foundation
import Testing

/// vmail-dictd(8) and vmail-checkpassword(8) against what the programs take.
@Suite struct ServerPagesTests {
    /// The options that a page explains, each with all of its names.
    private func explained(_ page: ManualPage) -> [Set<Synopsis.Option>] {
        (ManualItem.items(in: page.section("DESCRIPTION")) + ManualItem.items(in: page.section("OPTIONS")))
            .filter { $0.head.first == "Fl" }.map { Set(Synopsis($0.head).options) }
    }

    @Test func dictdHasItsOptionsAndNoOthers() throws {
        let page = try ManualPage("vmail-dictd.8")
        let program = try ParserTree(of: "vmail-dictd").command
        #expect(Set(explained(page)) == Set(program.options.map(\.options)))
        let inSynopsis = Set(Synopsis.all(in: page).flatMap(\.options))
        for names in program.options.map(\.options) { #expect(!inSynopsis.isDisjoint(with: names), "\(names)") }
        #expect(inSynopsis.isSubset(of: program.options.flatMap(\.options)))
        #expect(
            try ParserTree.Command.optionsInHelp(of: "vmail-dictd")
                == Set(program.options.flatMap(\.options).map(\.name)))
    }

    @Test func dictdEndsAsItsPageSays() throws {
        let statuses = ManualItem.items(in: try ManualPage("vmail-dictd.8").section("EXIT STATUS")).map {
            $0.head.joined()
        }
        let runs = try [["--version"], ["--config", "/nonexistent"], ["--frob"]].map { words in
            try Run("\(Repository.programs)/vmail-dictd", words).status
        }
        #expect(statuses == runs.map { "\($0)" })
    }

    @Test func checkpasswordHasItsOptionsAndNoOthers() throws {
        let page = try ManualPage("vmail-checkpassword.8")
        let options = Set(explained(page).flatMap(\.self))
        #expect(Set(Synopsis.all(in: page).flatMap(\.options)) == options)

        let help = try #require(CheckpasswordCommand.information(arguments: [Array("--help".utf8)]))
        let shown = help.split(separator: "\n").filter { $0.hasPrefix("  --") }.map { line in
            let words = line.dropFirst(2).split(separator: "  ")[0].split(separator: " ")
            return Synopsis.Option(name: String(words[0]), value: words.dropFirst().first?.lowercased())
        }
        #expect(Set(shown) == options)

        let source = try String(
            contentsOf: Repository.root.appendingPathComponent(
                "Sources/CheckpasswordProtocol/CheckpasswordCommand.swift"),
            encoding: .utf8)
        #expect(Set(source.matches(of: /"(--[a-z-]+)"/).map { String($0.1) }) == Set(options.map(\.name)))
    }

    @Test func checkpasswordTakesWhatItsPageSays() throws {
        for option in Set(explained(try ManualPage("vmail-checkpassword.8")).flatMap(\.self)) {
            let words = ([option.name] + (option.value == nil ? [] : ["/value"])).map { Array($0.utf8) }
            let isTaken = (try? CheckpasswordCommand(arguments: words + [Array("/program".utf8)])) != nil
            #expect(isTaken || CheckpasswordCommand.information(arguments: words) != nil, "\(option.name)")
        }
    }

    /// The table of EXIT STATUS: outcomes down, callers across.
    @Test func checkpasswordEndsAsItsTableSays() throws {
        let rows = ManualItem.items(in: try ManualPage("vmail-checkpassword.8").section("EXIT STATUS")).map { item in
            item.head.split(separator: "Ta").map { $0.joined(separator: " ") }
        }
        let outcomes: [(name: String, outcome: Outcome)] = [
            ("refused", .refused), ("unknown", .unknown), ("temporary failure", .temporaryFailure),
            ("unreadable", .badRequest(.unreadable(EIO))), ("empty, cut off", .badRequest(.empty)),
            ("empty, cut off", .badRequest(.cutOff)), ("too long", .badRequest(.tooLong)), ("misused", .misused),
            ("replied", .replied),
        ]
        #expect(Set(rows.dropFirst().compactMap(\.first)) == Set(outcomes.map(\.name)))
        for (name, outcome) in outcomes {
            let codes: [Int32] = [.other, .dovecotVerifying, .dovecotLookingUp(.userdb)].map {
                exitCode(outcome, for: $0)
            }
            #expect(rows.contains([name] + codes.map { "\($0)" }), "\(name)")
        }
    }
}
