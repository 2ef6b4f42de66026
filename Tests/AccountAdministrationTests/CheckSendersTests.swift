import AccountStore
import Authentication
import Settings
import TestSupport
import Testing

@testable import AccountAdministration

@Suite struct CheckSendersTests {
    private func findings(_ statements: String) throws -> [CheckReport.Finding] {
        let database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842);
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'a', 1);
            \(statements)
            """)
        var settings = Settings()
        settings.database = database.path
        return try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            var report = CheckReport()
            try report.checkSenders(in: database)
            return report.findings
        }
    }

    @Test func grantsAreCounted() throws {
        #expect(try findings("").map(\.detail) == ["0 grants to send as another address"])
        let two = "INSERT INTO Sender (sndNum, sndAddress) VALUES (1, 'b@v.example'), (1, '@v.example')"
        #expect(try findings(two).map(\.isProblem) == [false])
        #expect(try findings("DROP TABLE Sender; PRAGMA user_version = 0").isEmpty)
    }

    @Test(arguments: [
        ("2, 'b@v.example', 1", "Sender row 2 as b@v.example: sndNum 2 is not in Address; delete the row"),
        ("1, 'B@v.example', 1", "Sender row 1 as B@v.example: has upper-case letters in the database"),
        ("1, 'b', 1", "Sender row 1 as b: it has no @; correct its sndAddress"),
        ("1, '@V.example', 1", "Sender row 1 as @V.example: has upper-case letters"),
        ("1, x'00', 1", "Sender row 1 as : it is no text"),
    ])
    func whatNoLookUpMatchesIsWrong(values: String, problem: String) throws {
        let problems = try findings("INSERT INTO Sender VALUES (\(values))").filter(\.isProblem).map(\.detail)
        #expect(problems.count == 1 && problems[0].hasPrefix(problem), "\(problems)")
    }

    /// That an `active` must be an integer is the policy's rule.
    @Test(arguments: [
        ("1", ActiveValue.integer(1)), ("0", .integer(0)), ("-1", .integer(-1)), ("NULL", .null),
        ("'x'", .notAnInteger),
        ("0.5", .notAnInteger), ("x'01'", .notAnInteger),
    ])
    func anActiveIsJudgedByThePolicy(sql: String, value: ActiveValue) throws {
        let isInvalid = Policy.effect(of: value, in: .Sender) == .invalid
        #expect(
            try findings("INSERT INTO Sender VALUES (1, 'b@v.example', \(sql))").contains(where: \.isProblem)
                == isInvalid)
    }
}
