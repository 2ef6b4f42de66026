import AccountStore
import Authentication
import Settings
import TestSupport
import Testing

@testable import AccountAdministration

/// The SQL that repeats the policy's conditions on `active`, against the policy.
@Suite struct BlockedLoginsTests {
    /// What an `active` can hold, as SQL and as it is read.
    private static let contents: [(sql: String, value: ActiveValue)] = [
        ("1", .integer(1)), ("0", .integer(0)), ("-1", .integer(-1)), ("-2", .integer(-2)), ("7", .integer(7)),
        ("NULL", .null), ("'x'", .notAnInteger), ("0.5", .notAnInteger), ("x'00'", .notAnInteger),
    ]

    @Test func exactlyTheAccountsWhoseLoginsThePolicyBlocksAreListed() throws {
        for domain in Self.contents {
            var statements =
                "INSERT INTO Domain (domNum, domName, active, domClass) VALUES (1, 'v.example', \(domain.sql), 842);"
            var blocked: Set<String> = []
            if Policy.effect(of: domain.value, in: .Domain) == .loginBlocked { blocked.insert("v.example") }
            for (row, address) in Self.contents.enumerated() {
                for (column, mailbox) in Self.contents.enumerated() {
                    let number = 10 * row + column + 1
                    statements += """
                        INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES (\(number), 'u\(number)', 1, \(address.sql));
                        INSERT INTO VMailbox (vmNum, active) VALUES (\(number), \(mailbox.sql));
                        """
                    let own = Policy.states(domain: .integer(1), address: address.value, mailbox: mailbox.value)
                    if Policy.isLoginBlocked(in: own) { blocked.insert("u\(number)@v.example") }
                }
            }
            let database = try TemporaryDatabase(statements)
            let listed = try Self.read(database) { (database) throws(AdministrationError) in
                try database.blockedLogins()
            }
            #expect(Set(listed.map(\.account)) == blocked)
            #expect(listed.count == blocked.count)
        }
    }

    /// Of a Sender, `check` asks the policy: see `CheckSendersTests`.
    @Test(arguments: ActiveTable.allCases.filter { $0 != .Sender })
    func checkNamesWhatThePolicyCallsInvalid(table: ActiveTable) throws {
        let references: [ActiveTable: String] = [
            .Transport: "Transport (active) VALUES", .Domain: "Domain (domName, domClass, active) VALUES",
            .Address: "Address (addLocalpart, addDomNum, active) VALUES", .VMailbox: "VMailbox (vmNum, active) VALUES",
            .VAlias: "VAlias (vaNum, vaTargetNum, active) VALUES",
            .Alias: "Alias (aliasNum, aliasTarget, active) VALUES",
        ]
        for (number, content) in Self.contents.enumerated() {
            let values: [ActiveTable: String] = [
                .Transport: "", .Domain: "'d\(number)', 3, ", .Address: "'a', 1, ", .VMailbox: "1, ", .VAlias: "1, 1, ",
                .Alias: "1, 'x', ",
            ]
            let database = try TemporaryDatabase(
                "PRAGMA foreign_keys = OFF; INSERT INTO \(references[table] ?? "") (\(values[table] ?? "")\(content.sql))"
            )
            let lines = try Self.read(database) { (database) throws(AdministrationError) in
                try database.rows(CheckRowStatements.types) { $0.string(0) ?? "" }
            }
            let isInvalid = Policy.effect(of: content.value, in: table) == .invalid
            #expect(lines.contains("\(table).active") == isInvalid, "\(content.sql)")
        }
    }

    private static func read<Result>(
        _ database: TemporaryDatabase,
        _ body: (borrowing MailDatabase) throws(AdministrationError) -> Result
    ) throws -> Result {
        var settings = Settings()
        settings.database = database.path
        return try MailDatabase.read(settings, body)
    }
}
