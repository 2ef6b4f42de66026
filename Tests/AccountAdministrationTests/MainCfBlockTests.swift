import Authentication
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import AccountAdministration

@Suite struct MainCfBlockTests {
    private func block(_ names: [(Int, String)], _ mainCf: MainCfClasses = MainCfClasses()) throws -> MainCfBlock {
        let values = names.map { "(\($0.0), \($0.1))" }.joined(separator: ", ")
        let database = try TemporaryDatabase(names.isEmpty ? "" : "INSERT INTO RClass VALUES \(values)")
        var settings = Settings()
        settings.database = database.path
        return try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            MainCfBlock(try database.restrictionClasses(), mainCf)
        }
    }

    /// The order in which smtpd can read it after each line.
    @Test func definitionsComeBeforeTheList() throws {
        #expect(
            try block([(35, "'yourclass'"), (5, "'Five_5-x'")]).lines == [
                "# The restriction classes of the database. Replace their lines in main.cf by these; then \"postfix reload\".",
                "# RC5-Five_5-x: not defined yet. Write its restrictions here; this one changes nothing.",
                "RC5-Five_5-x = reject_unlisted_recipient",
                "# RC35-yourclass: not defined yet. Write its restrictions here; this one changes nothing.",
                "RC35-yourclass = reject_unlisted_recipient",
                "smtpd_restriction_classes =",
                "    RC5-Five_5-x,",
                "    RC35-yourclass",
            ])
    }

    @Test func whatMainCfHasStays() throws {
        let mainCf = MainCfClasses(
            listed: ["z-greylist", "RC5-five", "RC9-gone"],
            definitions: ["z-greylist": "check_policy_service inet:[::1]:10023", "RC5-five": "z-greylist, reject"])
        let block = try block([(5, "'five'")], mainCf)
        #expect(
            block.lines.dropFirst() == [
                "# left out: RC9-gone: is in smtpd_restriction_classes without a definition, with which smtpd does not start",
                "RC5-five = z-greylist, reject",
                "smtpd_restriction_classes =",
                "    z-greylist,",
                "    RC5-five",
            ])
    }

    @Test(arguments: [
        "'a b'", "'a,b'", "'a=b'", "'a:b'", "'$x'", "''", "NULL", "'ä'", "'a\nb'", "x'61'",
    ])
    func aNameThatMainCfCannotHaveIsLeftOut(name: String) throws {
        let block = try block([(5, name), (6, "'six'")])
        #expect(block.classes.map(\.name) == ["RC6-six"])
        #expect(block.warnings.count == 1 && block.warnings[0].contains("restriction class 5: "))
    }

    /// What the block names, the server answers, and nothing else.
    @Test(arguments: [
        "'five'", "'Five_5-x'", "'a b'", "'a.b'", "''", "NULL", "x'61'", "'\(String(repeating: "x", count: 100))'",
    ])
    func theNamesAreTheAnswersOfTheServer(name: String) throws {
        let database = try TemporaryDatabase(
            """
            INSERT INTO RClass VALUES (5, \(name));
            INSERT INTO Domain (domName, domClass, domRcNum) VALUES ('r.example', 2, 5);
            """)
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        var answer: PostfixAnswer?
        AccountDirectory(settings: Settings(), store: store) { _ in }
            .postfix(.checkRecipientAccess, "a@r.example".utf8) { answer = $0 }
        let named = try block([(5, name)]).classes.map { PostfixAnswer.found($0.name) }
        if let first = named.first {
            #expect(answer == first)
        } else if case .temporaryFailure = answer {
        } else {
            Issue.record("\(name): the server answers \(String(describing: answer))")
        }
    }

    @Test func withoutClassesNothingIsListed() throws {
        #expect(try block([]).lines.allSatisfy { $0.hasPrefix("#") })
    }
}
