import Testing

@testable import Settings

/// vmail-auth.conf(5) against the settings that there are.
@Suite struct SettingsPageTests {
    private let items: [String: ManualItem]
    private let count: Int

    init() throws {
        let all = ManualItem.items(in: try ManualPage("vmail-auth.conf.5").section("DESCRIPTION")).filter {
            $0.head.first == "Ic"
        }
        items = Dictionary(all.map { ($0.head[1], $0) }) { first, _ in first }
        count = all.count
    }

    private func parse(_ name: String, _ value: String) throws -> Settings {
        try Settings.parse(Array("\(name) = \(value)".utf8), file: "a test's")
    }

    private func isTaken(_ name: String, _ value: String) -> Bool { (try? parse(name, value)) != nil }

    private static let names = Settings.setters.keys.sorted()

    @Test func everySettingIsThereAndNoOther() {
        #expect(items.keys.sorted() == Self.names)
        #expect(count == Self.names.count)
    }

    /// To set a setting to its default changes nothing.
    @Test(arguments: names) func theDefaultIsTheProgramsOwn(name: String) throws {
        let item = try #require(items[name])
        if ["myhostname", "postfix_socket"].contains(name) {
            #expect(item.text.hasSuffix("There is no default."))
            #expect(Settings().myhostname == nil && Settings().postfixSocket == nil)
            return
        }
        let match = try #require(try /The default is (\S+) \.$/.firstMatch(in: item.text), "\(item.text)")
        #expect(try parse(name, String(match.1)) == Settings())
    }

    /// What a range includes is taken, and what lies beside it is not.
    @Test(arguments: names) func theRangeIsTheProgramsOwn(name: String) throws {
        let item = try #require(items[name])
        let others = [
            "database", "socket", "postfix_socket", "recipient_delimiter", "vmail_root", "mail", "default_scheme",
            "myhostname",
        ]
        if others.contains(name) { return }
        let match = try #require(try /\bfrom ([0-9]+) to ([0-9]+)/.firstMatch(in: item.text))
        let radix = item.text.contains("Octal") ? 8 : 10
        let low = try #require(Int(match.1, radix: radix))
        let high = try #require(Int(match.2, radix: radix))
        for (number, isInRange) in [(low - 1, false), (low, true), (high, true), (high + 1, false)] {
            #expect(isTaken(name, String(number, radix: radix)) == isInRange, "\(number)")
        }
    }

    @Test(arguments: [("socket", "/"), ("postfix_socket", "/"), ("myhostname", "x")]) func theLengthIsTheProgramsOwn(
        name: String, first: String
    )
        throws
    {
        let item = try #require(items[name])
        let match = try #require(try /at most ([0-9]+) bytes/.firstMatch(in: item.text))
        let longest = try #require(Int(match.1))
        #expect(isTaken(name, first + String(repeating: "a", count: longest - 1)))
        #expect(!isTaken(name, first + String(repeating: "a", count: longest)))
    }

    @Test func theExamplesAreSettings() throws {
        let examples = try ManualPage("vmail-auth.conf.5").section("EXAMPLES").compactMap { line in
            if case .text(let text) = line, text.contains(" = ") { text } else { nil }
        }
        #expect(examples.count >= 3)
        #expect(throws: Never.self) {
            try Settings.parse(Array(examples.joined(separator: "\n").utf8), file: "EXAMPLES")
        }
    }
}
