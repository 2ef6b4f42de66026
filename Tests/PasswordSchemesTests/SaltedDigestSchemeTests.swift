import PasswordSchemes
import Testing

@Suite struct SaltedDigestSchemeTests {
    let verifier = PasswordVerifier()

    /// "secret" with the salts "salt", "s" and sixteen letters, computed with Python's hashlib.
    @Test(arguments: [
        "{SMD5}mc0uWpXVVe5747A4pKhGJXNhbHQ=",
        "{SMD5}feOPPD07qnylijZvCVd1hnM=",
        "{SMD5}lEhAgOnuhqlapWxUyFwkanNpeHRlZW5sZXR0ZXJzc2E=",
        "{SSHA}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0",
        "{SSHA}/oZVgUPAvVKPZJoVO9wyuPqQMBxz",
        "{SSHA}MM672D1F3nSusVxIXdVBXEz2+TtzaXh0ZWVubGV0dGVyc3Nh",
        "{SSHA256}+E+iFJ27Yu1ODPH1UNKUmzOmUT06dwfghQJRHHnMsO5zYWx0",
        "{SSHA256}IOjNtbQJPhjrVl8KDBSORNofC4xUR/J8R4gWdb+obBBz",
        "{SSHA256}WvDmn9DasM7P5axLyO8svo1lcoOAPNsr8j2NHrwf4otzaXh0ZWVubGV0dGVyc3Nh",
        "{SSHA512}E491yrR9AdCoE7rbOPYS3EZgSuZpVE65AD9xko08s6floNesY/Zpe9zMVvLix4S2FiQSJ99RIkNvhHomNO9uL3"
            + "NhbHQ=",
        "{SSHA512}KGbBqFkUelTikHMiwPqxYcqjP7ssPLRc14ZTIb3asV5e+Tp3p4VmZrdEGWLrLxN2OChYwk+82v/n7ahIES2QInM=",
        "{SSHA512}Sn9AItuEM7QB/vZSGRmMPzpHlPP70niHjwfXL+2dFrUvebp0UKXGGOHEfL4d6xY5YnpGqtdoN0SByvZNQ8G47X"
            + "NpeHRlZW5sZXR0ZXJzc2E=",
    ]) func saltsOfAnyLength(stored: String) {
        #expect(verifier.compare("secret", stored) == .match)
        #expect(verifier.compare("secreT", stored) == .mismatch)
        // The salt is no part of the password.
        #expect(verifier.compare("secretsalt", stored) == .mismatch)
    }

    @Test(arguments: [
        ("SMD5", 16), ("SSHA", 20), ("SSHA256", 32), ("SSHA512", 64),
    ]) func aDigestWithoutSaltIsMalformed(name: String, size: Int) {
        for count in [1, size - 1, size] {
            let stored = "{\(name).hex}" + String(repeating: "ab", count: count)
            #expect(verifier.reasonUnusable(stored) == .malformed(scheme: name))
        }
        #expect(verifier.reasonUnusable("{\(name).hex}" + String(repeating: "ab", count: size + 1)) == nil)
        // No guess is made of the encoding where the length is not known: this is base64.
        #expect(verifier.compare("secret", "{\(name)}" + String(repeating: "ab", count: size * 2)) == .mismatch)
    }
}
