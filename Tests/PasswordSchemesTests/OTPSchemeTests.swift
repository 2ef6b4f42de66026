import PasswordSchemes
import Testing

@Suite struct OTPSchemeTests {
    let verifier = PasswordVerifier()

    /// RFC 2289, appendix C.
    @Test(arguments: [
        ("md4 0 TeSt D1854218EBBB0B51"), "md4 1 TeSt 63473EF01CD0B444", "md4 99 TeSt C5E612776E6C237A",
        "md5 0 TeSt 9E876134D90499DD", "md5 1 TeSt 7965E05436F5029F", "md5 99 TeSt 50FE1962C4965880",
        "sha1 0 TeSt BB9E6AE1979D8FF4", "sha1 1 TeSt 63D936639734385B", "sha1 99 TeSt 87FEC7768B73CCF9",
        "sha1 99 test 87fec7768b73ccf9",
    ]) func standardVectors(data: String) {
        #expect(verifier.compare("This is a test.", "{OTP}" + data) == .match)
        #expect(verifier.compare("This is a test", "{OTP}" + data) == .mismatch)
    }

    @Test(arguments: [
        "sha1", "sha1 ", "sha1 1", "sha1 1 ", "sha1 1 seed", "sha1 1 seed ", "SHA1 1 seed 0123456789abcdef",
        "sha2 1 seed 0123456789abcdef", "sha1 -1 seed 0123456789abcdef", "sha1 x seed 0123456789abcdef",
        "sha1 1 se-d 0123456789abcdef", "sha1 1 seedseedseedseeds 0123456789abcdef", "sha1 1  0123456789abcdef",
        "sha1 1 seed 0123456789abcde", "sha1 1 seed 0123456789abcdef0", "sha1 1 seed 0123456789abcdeg",
        "sha1 01 seed 0123456789abcdef",
    ]) func malformed(data: String) {
        #expect(verifier.reasonUnusable("{OTP}" + data) == .malformed(scheme: "OTP"))
        #expect(verifier.compare("x", "{OTP}" + data) == .unusable(.malformed(scheme: "OTP")))
    }
}
