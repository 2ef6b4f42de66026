import PasswordSchemes
import Testing

/// MD5 alone means either of two things (password-scheme.c, md5_verify).
@Suite struct MD5SchemeTests {
    let verifier = PasswordVerifier()

    @Test(arguments: [
        "{MD5}$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", "{MD5}f744266746c60b7e41e0f66b6f6c4dc4",
        "{MD5}90QmZ0bGC35B4PZrb2xNxA==",
    ]) func eitherVerifies(stored: String) {
        #expect(verifier.compare("whatAcoolPassword", stored) == .match)
        #expect(verifier.compare("whatACoolPassword", stored) == .mismatch)
    }

    @Test(arguments: ["$1$", "$1$salt$", "$1$salt$short", "77N4ibxVEHl36", "x", "$6$salt$x"])
    func anythingElseIsMalformed(data: String) {
        #expect(verifier.reasonUnusable("{MD5}" + data) == .malformed(scheme: "MD5"))
        #expect(verifier.compare("x", "{MD5}" + data) == .unusable(.malformed(scheme: "MD5")))
    }
}
