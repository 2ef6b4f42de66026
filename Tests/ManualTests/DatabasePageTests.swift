import Authentication
import Foundation
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

/// vmail-auth-database(5) against dovecot/schema.sql, and against what the programs answer.
@Suite struct DatabasePageTests {
    private let page: ManualPage

    init() throws { page = try ManualPage("vmail-auth-database.5") }

    /// The definitions of each table, in their order: `active INTEGER DEFAULT 1`, `UNIQUE (…)`.
    private static func tables(in schema: String) -> [String: [String]] {
        let statements = schema.replacing(/--[^\n]*/, with: "").split(separator: ";")
        var tables: [String: [String]] = [:]
        for statement in statements {
            guard
                let match = statement.firstMatch(
                    of: /CREATE TABLE (\w+) \((.*)\)( WITHOUT ROWID)?\s*$/.dotMatchesNewlines())
            else {
                continue
            }
            // Commas within parentheses separate no definitions.
            var depth = 0
            let definitions = match.2.split { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return character == "," && depth == 0
            }
            tables[String(match.1)] = definitions.map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
        }
        return tables
    }

    @Test func everyTableHasItsColumnsAndNoOthers() throws {
        var described: [String: [String]] = [:]
        for table in page.subsections(of: "TABLES") {
            described[table.title] = ManualItem.items(in: table.lines).map { item in
                item.head.filter { $0 != "Va" && $0 != "Li" }.joined(separator: " ")
            }
        }
        let schema = Self.tables(in: try TemporaryDatabase.schema)
        #expect(schema.count == 8)
        #expect(described == schema)
    }

    /// The statements under EXAMPLES run on the schema.
    @Test func theExamplesAreSQL() throws {
        let blocks = page.section("EXAMPLES").split { if case .macro("Bd", _) = $0 { true } else { false } }.dropFirst()
        let statements = blocks.map { block in
            block.prefix { $0 != .macro("Ed", []) }.compactMap { line in
                if case .text(let text) = line { text } else { nil }
            }.joined(separator: " ")
        }.filter { !$0.hasPrefix("#") }
        #expect(statements.count == 1)
        let database = try TemporaryDatabase()
        for statement in statements { #expect(throws: Never.self, "\(statement)") { try database.execute(statement) } }
    }

    /// How each row of the policy table comes about, from a domain with one account: as often as there are ways.
    private static let states: [String: [String]] = [
        "no Domain, Address or VMailbox row": [
            "DELETE FROM VMailbox", "DELETE FROM VMailbox; DELETE FROM Address",
            "DELETE FROM VMailbox; DELETE FROM Address; DELETE FROM Domain",
        ],
        "VMailbox.active is 0": ["UPDATE VMailbox SET active = 0"],
        "Address.active is 0": ["UPDATE Address SET active = 0"],
        "an active is -1": ["Domain", "Address", "VMailbox"].map { "UPDATE \($0) SET active = -1" },
        "Domain.active is 0": ["UPDATE Domain SET active = 0"],
        "an active is NULL or not an integer": ["Domain", "Address", "VMailbox"].flatMap { table in
            ["NULL", "'yes'", "0.5"].map { "UPDATE \(table) SET active = \($0)" }
        },
        "any other integer": ["Domain", "Address", "VMailbox"].flatMap { table in
            [1, 2, -2].map { "UPDATE \(table) SET active = \($0)" }
        },
        "empty localpart": ["UPDATE Address SET addLocalpart = ''"],
        "the database cannot be read": ["DROP TABLE VMailbox"],
    ]

    /// The policy table of the page: a state and its answers.
    private var policy: [String: [String]] {
        let rows = ManualItem.items(in: page.section("WHAT ACTIVE MEANS")).dropFirst().map { item in
            item.head.split(separator: "Ta").map { $0.joined(separator: " ") }
        }
        return Dictionary(rows.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first }
    }

    @Test func thePolicyTableIsThatOfThePrograms() throws {
        let rows = policy
        #expect(Set(rows.keys) == Set(Self.states.keys))
        for (state, ways) in Self.states {
            for way in ways { #expect(try Self.answers(after: way) == rows[state], "\(state): \(way)") }
        }
    }

    /// README.md has it too, with a word more here and there.
    @Test func thePolicyTableIsThatOfTheReadMe() throws {
        let readMe = try String(contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
        let table = try #require(try /\| state \|.*\n\|---.*\n((?:\|.*\n)+)/.firstMatch(in: readMe))
        let rows = table.1.split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.filter { !"`*".contains($0) }.split(separator: ":")[0] }
                .map { $0.split(separator: " ").joined(separator: " ") }
        }
        #expect(Dictionary(rows.map { ($0[0], Array($0.dropFirst())) }) { first, _ in first } == policy)
    }

    /// Login, delivery, mail and listed, in the words of the page.
    private static func answers(after statements: String) throws -> [String] {
        let database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}secret');
            \(statements);
            """)
        var settings = Settings()
        settings.database = database.path
        settings.busyTimeout = 0
        let store = SQLiteAccountStore(path: settings.database, busyTimeout: 0)
        let directory = AccountDirectory(settings: settings, store: store) { _ in }
        let user = statements.contains("addLocalpart = ''") ? "@d.example" : "u@d.example"
        var answers: [String] = []
        directory.passdb(user.utf8) { answers.append(word($0.verdict)) }
        directory.userdb(user.utf8) { answers.append(word($0)) }
        directory.postfix(.virtualMailboxMaps, user.utf8) { answers.append(word($0)) }
        directory.users(after: .min, limit: 10) { page in
            switch page {
            case .success(let page): answers.append(page.names.isEmpty ? "no" : "yes")
            case .failure: answers.append("fails")
            }
        }
        return answers
    }

    private static func word(_ verdict: LoginVerdict) -> String {
        switch verdict {
        case .allowed: "allowed"
        case .denied: "denied"
        case .unknown: "unknown"
        case .temporaryFailure: "tempfail"
        }
    }

    private static func word(_ answer: PostfixAnswer) -> String {
        switch answer {
        case .found: "found"
        case .notFound: "unknown"
        case .temporaryFailure: "tempfail"
        }
    }

    private static func word(_ verdict: DeliveryVerdict) -> String {
        switch verdict {
        case .found: "found"
        case .unknown: "unknown"
        case .temporaryFailure: "tempfail"
        }
    }
}
