import Settings
import Testing

@testable import AccountAdministration

@Suite struct NameRulesTests {
    @Test(arguments: [
        "john", "o'brien", "a&b", "first.last", "user+tag", "a_b-c", "{curly}", "jörg", "x=y", "!#$%*^`|~", "-", "0",
    ])
    func anOrdinaryLocalpartKeepsToTheRules(localpart: String) {
        #expect(AddressKey(localpart: localpart, domain: "v.example").newNameProblem(force: false) == nil)
    }

    /// RFC 5321's Quoted-string has all of printable ASCII, so --force allows each of these.
    @Test(arguments: [
        ("john doe", "blank"), (" john", "blank"), ("john <john", "<"), ("mailto:x", "mailto:"), ("a..b", "two dots"),
        ("a,b", "one of"), (".a", "begins with a dot"), ("a.", "ends with a dot"), ("a\"b", "one of"),
        ("a\\b", "one of"),
        ("a(b)", "one of"), ("a:b", "one of"), ("a;b", "one of"), ("[a]", "one of"),
    ])
    func whatNeedsQuotesNeedsForce(localpart: String, reason: String) throws {
        let key = AddressKey(localpart: localpart, domain: "v.example")
        let problem = try #require(key.newNameProblem(force: false))
        #expect(problem.contains(reason) && problem.contains("--force"))
        #expect(key.newNameProblem(force: true) == nil)
    }

    @Test(arguments: ["a\u{200b}b", "a\u{a0}b", "a\u{202e}b", "a\u{3000}b", "a\u{85}b", "a\u{feff}"])
    func whatNobodySeesIsRefusedInAnyCase(localpart: String) {
        #expect(
            AddressKey(localpart: localpart, domain: "v.example").newNameProblem(force: true)?.contains("invisible")
                == true)
    }

    @Test(arguments: [
        ("v example", "blank"), ("a.example,b.example", "comma"), ("a..example", "two dots"),
        ("a.example.", "ends with a dot"),
        ("*.example", "wildcard"), ("a\u{ff0e}example", "full-width"), ("a\u{3002}example", "ideographic"),
        ("a\u{ff61}example", "ideographic"), ("[127.0.0.1]", "character"), ("a:b", "character"),
        ("a\u{200b}.example", "invisible"),
    ])
    func whatIsNoDomainIsRefusedInAnyCase(domain: String, reason: String) {
        #expect(AddressKey(localpart: "a", domain: domain).newNameProblem(force: true)?.contains(reason) == true)
        #expect(throws: AdministrationError.self) { try expectNewDomainName(domain) }
    }

    @Test(arguments: ["v.example", "localhost", "xn--bcher-kva.example", "bücher.example", "_dmarc.example", "a-b.c1"])
    func anOrdinaryDomainKeepsToTheRules(domain: String) throws {
        try expectNewDomainName(domain)
    }

    @Test(arguments: [
        ("user+tag", "v.example", "recipient_delimiter"), ("jörg", "v.example", "501"), ("a", "bücher.example", "501"),
    ])
    func whatASettingRefusesIsWarnedOf(localpart: String, domain: String, warning: String) {
        #expect(AddressKey(localpart: localpart, domain: domain).mailboxWarnings(Settings()).joined().contains(warning))
    }

    @Test(arguments: [
        ("+", "user+tag", ["+"]), ("+", "user-tag", []), ("+-", "user-tag", ["-"]), ("+-", "a+b-c", ["+", "-"]),
        ("", "user+tag", []),
    ])
    func anExtensionIsWhatTheSettingSays(recipientDelimiter: String, localpart: String, named: [String]) {
        var settings = Settings()
        settings.recipientDelimiter = recipientDelimiter
        #expect(
            AddressKey(localpart: localpart, domain: "v.example").mailboxWarnings(settings)
                == named.map {
                    "\(localpart)@v.example: has a \($0) in it: with recipient_delimiter = \(recipientDelimiter) LMTP delivers its mail "
                        + "to the name before the \($0), or answers 550"
                })
    }

    @Test(arguments: ["o'brien", "a&b", "a"]) func otherNamesAreNot(localpart: String) {
        #expect(AddressKey(localpart: localpart, domain: "v.example").mailboxWarnings(Settings()) == [])
    }
}
