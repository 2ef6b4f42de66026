import PasswordSchemes
import Testing

@Suite struct DigestSchemeTests {
    let verifier = PasswordVerifier()

    /// Of "abc": FIPS 180, RFC 1320, RFC 1321.
    @Test(arguments: [
        ("SHA", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("SHA1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("SHA256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "SHA512",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                + "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        ("PLAIN-MD4", "a448017aaf21d8525fc10ae87aa6729d"), ("PLAIN-MD5", "900150983cd24fb0d6963f7d28e17f72"),
        ("LDAP-MD5", "900150983cd24fb0d6963f7d28e17f72"), ("MD5", "900150983cd24fb0d6963f7d28e17f72"),
    ]) func standardVectors(name: String, digest: String) {
        // Hex is told from base64 by its length where no suffix says.
        #expect(verifier.compare("abc", "{\(name)}\(digest)") == .match)
        #expect(verifier.compare("abc", "{\(name)}\(digest.uppercased())") == .match)
        #expect(verifier.compare("abd", "{\(name)}\(digest)") == .mismatch)
        if name != "MD5" {
            #expect(verifier.compare("abc", "{\(name).hex}\(digest)") == .match)
            #expect(verifier.reasonUnusable("{\(name).b64}\(digest)") == .malformed(scheme: name))
        }
        for wrong in [
            String(digest.dropLast()), String(digest.dropLast(2)), digest + "00", "g" + digest.dropFirst(), "=",
        ] {
            #expect(verifier.reasonUnusable("{\(name)}\(wrong)") == .malformed(scheme: name))
        }
    }

    @Test(arguments: ["SHA1", "SHA256", "SHA512", "SMD5", "SSHA", "SSHA256", "SSHA512", "LDAP-MD5", "PLAIN-MD5"])
    func badBase64IsMalformed(name: String) {
        for data in [
            "90QmZ0bGC35B4PZrb2xNxA", "90QmZ0bGC35B4PZrb2xNxA=", "90QmZ0bGC35B4PZrb2xNxB==", "90QmZ0bGC35B4PZrb2xN A==",
            "=", "====", "A", "90QmZ0bGC35B4PZrb2xNxA==A", "90QmZ0bGC35B4PZrb2xNxA===", "90-_Z0bGC35B4PZrb2xNxA==",
        ] {
            #expect(verifier.reasonUnusable("{\(name)}\(data)") == .malformed(scheme: name))
        }
    }

    /// The digests of nothing are well known; that the empty password has one of them is as Dovecot sees it.
    @Test func theDigestOfNothingIsOfTheEmptyPassword() {
        #expect(verifier.compare("", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=") == .match)
        #expect(verifier.compare("x", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=") == .mismatch)
    }
}

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
