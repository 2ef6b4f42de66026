import Foundation
import Settings
import TestSupport
import Testing

@testable import AccountAdministration

@Suite struct CheckRestrictionClassesTests {
    private static let rows = """
        INSERT INTO RClass VALUES (10, 'a'), (20, 'b');
        INSERT INTO Domain (domName, domClass, domRcNum) VALUES ('r.example', 2, 20);
        """

    private func findings(_ rows: String, _ postconf: Postconf?) throws -> [CheckReport.Finding] {
        let database = try TemporaryDatabase(rows)
        var settings = Settings()
        settings.database = database.path
        return try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            var report = CheckReport()
            try report.checkRestrictionClasses(in: database, postconf)
            return report.findings
        }
    }

    /// What `check` says if main.cf lists `listed` and has `definitions`.
    private func findings(listed: String, _ definitions: String) throws -> [CheckReport.Finding] {
        let folder = try TemporaryFolder()
        let script = """
            #!/bin/sh
            case "$1" in -x) echo "\(listed)";; *) printf '\(definitions)';; esac
            """
        let program = try folder.file("postconf", script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return try findings(Self.rows, Postconf(program: program))
    }

    @Test func whatMainCfHasIsWell() throws {
        let found = try findings(listed: "z, RC10-a, RC20-b", "RC10-a = z\\nRC20-b = reject\\nz = permit\\n")
        #expect(found.map(\.isProblem) == [false])
        #expect(found.map(\.detail) == ["2 restriction classes, and main.cf defines and lists each"])
    }

    @Test(arguments: [
        (
            "RC10-a", "RC10-a = reject\\n",
            "RC20-b: is not defined in main.cf, so the mail of its domains (1) and addresses (0)"
        ),
        ("RC10-a", "RC10-a = reject\\nRC20-b = reject\\n", "RC20-b: is not in smtpd_restriction_classes"),
        ("RC10-a rc20-B", "RC10-a = reject\\nrc20-B = reject\\n", "RC20-b: main.cf has rc20-B, in other letters"),
        (
            "RC10-a RC20-b", "RC10-a = reject\\n",
            "RC20-b is in smtpd_restriction_classes and has no definition, with which smtpd does not start"
        ),
        (
            "RC10-a RC20-b z", "RC10-a = reject\\nRC20-b = reject\\n",
            "z is in smtpd_restriction_classes and has no definition"
        ),
    ])
    func whatSmtpdCannotUseIsWrong(listed: String, definitions: String, problem: String) throws {
        let problems = try findings(listed: listed, definitions).filter(\.isProblem).map(\.detail)
        #expect(problems.count == 1 && problems[0].hasPrefix(problem), "\(problems)")
    }

    @Test func aClassThatIsNoRowAnyMoreIsSaid() throws {
        let found = try findings(
            listed: "RC10-a RC20-b RC30-old", "RC10-a = reject\\nRC20-b = reject\\nRC30-old = reject\\n")
        #expect(found.filter(\.isProblem).isEmpty)
        #expect(found.contains { $0.detail.hasPrefix("RC30-old is in main.cf") })
    }

    @Test func withoutPostfixTheNamesAreChecked() throws {
        #expect(try findings(Self.rows, nil).map(\.isProblem) == [false])
        let found = try findings("INSERT INTO RClass VALUES (35, 'your class')", nil)
        #expect(found.map(\.isProblem) == [true])
        #expect(found.first?.detail.contains("\"your class\"") == true)
        #expect(try findings("", nil).map(\.detail) == ["there are no restriction classes"])
    }

    @Test func aPostconfThatFailsIsNoProblemOfTheDatabase() throws {
        let found = try findings(Self.rows, Postconf(program: "/nonexistent/postconf"))
        #expect(found.filter(\.isProblem).isEmpty)
        #expect(found.contains { $0.detail.hasPrefix("main.cf was not compared: ") })
    }
}
