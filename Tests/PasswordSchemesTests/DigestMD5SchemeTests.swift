import PasswordSchemes
import Testing

@Suite struct DigestMD5SchemeTests {
    let verifier = PasswordVerifier()

    /// Each is the MD5 of `user:realm:secret`.
    @Test(arguments: [
        ("user@new.vmail.example", "a4e69d38a6bea463c3dedf7e4259b309"),
        ("user", "20b4b61d3f0126b9aac227a68dbe3e26"),
        ("a@b@c", "c752f0e67f7456b2268cbb0c8bf8f618"),
        ("@c", "d69d65493d5d37364560d1e4d925e227"),
        ("a@", "09d98e685f35f9e865266e77fb99a4ec"),
        ("", "a5db0679d7fb553691d5f75c98f4418f"),
    ]) func theRealmFollowsTheLastAt(user: String, digest: String) {
        #expect(verifier.compare("secret", "{DIGEST-MD5}" + digest, user: user) == .match)
        #expect(verifier.compare("secreT", "{DIGEST-MD5}" + digest, user: user) == .mismatch)
        #expect(verifier.compare("secret", "{DIGEST-MD5}" + digest, user: "x" + user) == .mismatch)
    }

    @Test func lengthsAreChecked() {
        #expect(
            verifier.reasonUnusable("{DIGEST-MD5}f8ccf2adcbcb9b80041a3e8e96d7b0") == .malformed(scheme: "DIGEST-MD5"))
    }
}
