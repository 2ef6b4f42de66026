import SecretBytes
import Settings
import TestSupport
import Testing

@testable import AccountAdministration

@Suite struct PasswordRulesTests {
    private func problem(_ password: String, minLength: Int = 8, words: String = "sunshine\n") throws -> String? {
        let folder = try TemporaryFolder()
        let list = try #require(CommonPasswords(file: try folder.file("words", words)))
        var settings = Settings()
        settings.passwordMinLength = minLength
        return PasswordRules(settings, common: list).problem(
            of: SecretBytes(copying: password.utf8), for: "anna.maria@v.example")
    }

    @Test(arguments: [
        ("1234567", "has fewer than 8 characters (the setting password_min_length)"),
        ("", "has fewer than 8 characters (the setting password_min_length)"),
        // Eight bytes, but six characters.
        ("päsöwo", "has fewer than 8 characters (the setting password_min_length)"),
        ("anna.maria", "is the name of the account, or a part of it"),
        ("Anna.Maria@V.example", "is the name of the account, or a part of it"),
        ("v.example", "is the name of the account, or a part of it"),
        ("SunShine", "is one of the common words that attackers try first (/usr/share/dict/cracklib-small)"),
    ])
    func aBadPasswordIsNamedByItsRule(password: String, expected: String) throws {
        #expect(try problem(password) == expected)
    }

    @Test(arguments: ["12345678", "päsöwört", "anna.maria1", "sunshine!", "whatAcoolPassword"])
    func anotherIsGood(password: String) throws {
        #expect(try problem(password) == nil)
    }

    @Test func theLengthIsThatOfTheSettings() throws {
        #expect(try problem("x", minLength: 1) == nil)
        #expect(try problem("12345678", minLength: 9) != nil)
        #expect(try problem("123456789", minLength: 9) == nil)
    }

    @Test func withoutAListTheOtherRulesHold() {
        let rules = PasswordRules(Settings(), common: nil)
        let common = rules.problem(of: SecretBytes(copying: "sunshine".utf8), for: "a@v.example")
        let short = rules.problem(of: SecretBytes(copying: "short".utf8), for: "a@v.example")
        #expect(common == nil && short != nil)
    }

    @Test func theErrorSaysWhatToDoAndNotThePassword() throws {
        let error = try #require(throws: AdministrationError.self) {
            try PasswordRules(Settings(), common: nil).expectGood(
                SecretBytes(copying: "geheim".utf8), for: "a@v.example")
        }
        #expect(error.status == .data)
        #expect(error.description.hasSuffix("; choose another one, or add --force"))
        #expect(!error.description.contains("geheim"))
    }
}
