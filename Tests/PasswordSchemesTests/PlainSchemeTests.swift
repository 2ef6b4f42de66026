import PasswordSchemes
import Testing

@Suite struct PlainTruncSchemeTests {
    let verifier = PasswordVerifier()

    @Test(arguments: [
        // as long as the length: cut off
        ("secret", "6-secret", PasswordComparison.match), ("secret and more", "6-secret", .match),
        ("secre", "6-secret", .mismatch), ("Secret", "6-secret", .mismatch), ("", "6-secret", .mismatch),
        ("secret", "06-secret", .match),
        // shorter or longer: all of it
        ("secret", "8-secret", .match), ("secret and more", "8-secret", .mismatch), ("secret", "3-secret", .match),
        ("sec", "3-secret", .mismatch), ("secret", "99999999999999999999-secret", .match),
        ("-", "1--", .match), ("6-secret", "6-secret", .mismatch),
    ]) func verifies(password: String, data: String, expected: PasswordComparison) {
        #expect(verifier.compare(password, "{PLAIN-TRUNC}" + data) == expected)
    }

    /// Dovecot lets every password in with the first two.
    @Test(arguments: ["0-", "00-", "5-"]) func nothingIsNotWhatEverythingStartsWith(data: String) {
        for password in ["", "x", "0", "-", data] {
            #expect(verifier.compare(password, "{PLAIN-TRUNC}" + data) == .unusable(.empty))
        }
    }

    @Test(arguments: ["-", "-secret", "secret", "6", "6 secret", "x6-secret"]) func malformed(data: String) {
        #expect(verifier.reasonUnusable("{PLAIN-TRUNC}" + data) == .malformed(scheme: "PLAIN-TRUNC"))
    }
}
