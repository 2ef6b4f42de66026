import PasswordSchemes
import Testing

@Suite struct CramMD5SchemeTests {
    let verifier = PasswordVerifier()

    /// Of a short password, and of one that is longer than MD5's block; both by doveadm.
    @Test(arguments: [
        ("tanstaaftanstaaf", "d06d4e1b26fccaa4b0b61801132340a354b21152711fb604ca3e035e7015116b"),
        (String(repeating: "0123456789", count: 7), "8b1bc35b306097d1c4c7e7dd6f8526d4d28c031cf20e817116d646a2fa93c0da"),
    ]) func dovecotsStates(password: String, states: String) {
        for name in ["CRAM-MD5", "HMAC-MD5"] {
            #expect(verifier.compare(password, "{\(name)}\(states)") == .match)
            #expect(verifier.compare(password + "x", "{\(name)}\(states)") == .mismatch)
            #expect(verifier.reasonUnusable("{\(name)}\(states.dropLast(2))") == .malformed(scheme: name))
            #expect(verifier.reasonUnusable("{\(name)}\(states)00") == .malformed(scheme: name))
        }
    }
}
