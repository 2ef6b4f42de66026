import PasswordSchemes
import Testing

@Suite struct PasswordSchemeTests {
    let verifier = PasswordVerifier()

    /// What `doveadm pw -l` lists in 2.3.19 and 2.4.1.
    static let dovecotsNames = """
        SHA1 SSHA512 SCRAM-SHA-256 BLF-CRYPT PLAIN HMAC-MD5 OTP SHA512 SHA DES-CRYPT CRYPT SSHA MD5-CRYPT PLAIN-MD4 \
        PLAIN-MD5 SCRAM-SHA-1 SHA512-CRYPT CLEAR CLEARTEXT ARGON2I ARGON2ID SSHA256 ARGON2 MD5 PBKDF2 SHA256 CRAM-MD5 \
        PLAIN-TRUNC SHA256-CRYPT SMD5 DIGEST-MD5 LDAP-MD5
        """.split(separator: " ").map(String.init)

    @Test func everySchemeOfDovecotIsThereAndSixMore() {
        let names = PasswordScheme.all.map(\.name)
        let ours = ["YESCRYPT", "GOST-YESCRYPT", "SCRYPT", "SUNMD5", "BSDI-CRYPT", "NT"]
        #expect(names.sorted() == (Self.dovecotsNames + ours).sorted())
    }

    @Test(arguments: PasswordScheme.all.map(\.name)) func namesAreCaseInsensitive(name: String) {
        #expect(PasswordScheme(named: name)?.name == name)
        #expect(PasswordScheme(named: name.lowercased())?.name == name)
        #expect(PasswordScheme(named: " " + name) == nil)
        #expect(PasswordScheme(named: name + ".hex") == nil)
    }

    @Test func theMarksFollowTheScheme() {
        let marked = { (strength: SchemeStrength) in
            Set(PasswordScheme.all.filter { $0.strength == strength }.map(\.name))
        }
        #expect(marked(.clear) == ["PLAIN", "CLEAR", "CLEARTEXT", "PLAIN-TRUNC"])
        #expect(
            marked(.strong) == [
                "CRYPT", "YESCRYPT", "GOST-YESCRYPT", "SCRYPT", "BLF-CRYPT", "SHA512-CRYPT", "SHA256-CRYPT", "ARGON2",
                "ARGON2I", "ARGON2ID", "PBKDF2", "SCRAM-SHA-1", "SCRAM-SHA-256",
            ])
    }

    @Test(arguments: Vectors.all) func everyVectorVerifiesWhateverTheCaseOfItsScheme(stored: String) throws {
        #expect(verifier.reasonUnusable(stored) == nil)
        #expect(verifier.compare(Vectors.password, stored) == .match)
        let brace = try #require(stored.firstIndex(of: "}"))
        #expect(verifier.compare(Vectors.password, stored[..<brace].lowercased() + stored[brace...]) == .match)
        // The first letter, since DES reads eight.
        #expect(verifier.compare("WhatAcoolPassword", stored) == .mismatch)
        #expect(verifier.compare("", stored) == .mismatch)
        #expect(verifier.compare("whatAcoolPassword\0", stored) == .mismatch)
    }
}
