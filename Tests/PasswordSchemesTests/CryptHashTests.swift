import PasswordSchemes
import Testing

@Suite struct CryptHashTests {
    let verifier = PasswordVerifier()

    @Test(arguments: CryptSchemeTests.vectors) func everyTruncationIsMalformed(hash: String) {
        for length in 1..<hash.count {
            let reason = verifier.reasonUnusable("{CRYPT}" + hash.prefix(length))
            // The first thirteen of a longer DES-like run, or twenty behind an underscore, can't occur here.
            #expect(reason == .malformed(scheme: "CRYPT"), "\(hash.prefix(length))")
        }
        #expect(verifier.reasonUnusable("{CRYPT}\(hash)x") == .malformed(scheme: "CRYPT"))
    }

    @Test(arguments: [
        "*0", "*1", "*", "!", "!!", "!$6$abc", "*LK*",
    ]) func lockedHashes(data: String) {
        #expect(verifier.reasonUnusable(data) == .locked)
        #expect(verifier.reasonUnusable("{CRYPT}" + data) == .locked)
        #expect(verifier.compare(data, "{CRYPT}" + data) == .unusable(.locked))
    }

    @Test(arguments: [
        "x", "$", "$$", "$6", "$6$", "$6$$", "$2y$", "$2y$xx$",
        "$2z$04$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy3",
        "$2y$03$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK",
        "$6$rounds=$salt$x", "$6$rounds=999$salt$x", "$6$rounds=-1$salt$x", "$6$rounds=01000$salt$x",
        "$5$saltsaltsaltsalt1$wMTcSsdNiAA8OWVnTwpLXeU5Ea4ZtUq9qCM2xXdu0m8",
        "$5$eniu:cLykO2poTLy$wMTcSsdNiAA8OWVnTwpLXeU5Ea4ZtUq9qCM2xXdu0m8",
        "$5$eniu cLykO2poTLy$wMTcSsdNiAA8OWVnTwpLXeU5Ea4ZtUq9qCM2xXdu0m8",
        "$sha1$0$salt$.r3RfpsekW1H2g9q43uIDv6Xods0", "$sha1$95$$.r3RfpsekW1H2g9q43uIDv6Xods0",
        "$md5,rounds=0$NYy3q9KW$$ZTszp4CpcO2TeJV6JXrRP.", "$md5!", "$md5$$$$$",
        "$3$18bd02265d1b575d2e8587818dec77c8", "$3$$18BD02265D1B575D2E8587818DEC77C8",
        "_....v18woH4vPc2rjhw", "$y$$$", "$y$zzzzzz$$", "$y$j75", "$7$", "$8$whatever$", "$argon2id$v=19$m=8,t=1,p=1$",
        "ab01234567890x", "ab012345678 0", "ä12345678901",
    ]) func malformedHashes(data: String) {
        #expect(verifier.reasonUnusable("{CRYPT}" + data) == .malformed(scheme: "CRYPT"))
        #expect(verifier.compare("whatAcoolPassword", "{CRYPT}" + data) == .unusable(.malformed(scheme: "CRYPT")))
    }

    /// A salt that libxcrypt would copy without looking at the size of its buffer.
    @Test func anOverlongSaltIsMalformed() {
        let salt = String(repeating: "a", count: 5000)
        #expect(
            verifier.compare("x", "{CRYPT}$sha1$95$\(salt)$.r3RfpsekW1H2g9q43uIDv6Xods0")
                == .unusable(.malformed(scheme: "CRYPT")))
    }

    @Test func bigcryptHashesVerify() {
        #expect(verifier.compare("0123456789abcdefXY", "{CRYPT}ab2wHQ4RTFVKI3cyxPgr4a7Qo8kOKCB09wc") == .match)
        #expect(verifier.compare("0123456789abcdefXZ", "{CRYPT}ab2wHQ4RTFVKI3cyxPgr4a7Qo8kOKCB09wc") == .mismatch)
        #expect(verifier.compare("01234567 cut off", "{CRYPT}ab2wHQ4RTFVKI") == .match)
    }

    @Test(arguments: [
        ("$5$$0Uor7kq6CTPY0DtjOiw.I2DuJSUfiZxCqkrafMVjNc8"), "$1$$LP5.V3ajGqHDdXW6XwZQy.", "_....abcdvzL6lPFPNwU",
        "$md5$rounds=5$abcdefgh$$AxsCUr3y/6SJ/Ybz0OulY1", "$md5,abcdefgh$cxPk2yBELVwLUGJWRok731",
    ]) func oddFormsThatCryptMakes(hash: String) {
        // All of "x"; the third counts no iteration, which no tool asks for.
        #expect(
            verifier.compare("x", hash) == (hash.hasPrefix("_....") ? .unusable(.malformed(scheme: "CRYPT")) : .match))
    }
}
