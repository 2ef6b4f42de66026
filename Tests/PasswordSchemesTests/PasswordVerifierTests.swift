import PasswordSchemes
import SecretBytes
import Testing

@Suite struct PasswordVerifierTests {
    let verifier = PasswordVerifier()

    @Test(arguments: ["PLAIN", "CLEAR", "CLEARTEXT", "plain", "Clear", "cLEARtEXT"])
    func clearPasswords(name: String) {
        #expect(verifier.compare("whatAcoolPassword", "{\(name)}whatAcoolPassword") == .match)
        #expect(verifier.compare("whatACoolPassword", "{\(name)}whatAcoolPassword") == .mismatch)
        #expect(verifier.compare("whatAcoolPasswor", "{\(name)}whatAcoolPassword") == .mismatch)
        #expect(verifier.compare("whatAcoolPassword ", "{\(name)}whatAcoolPassword") == .mismatch)
        #expect(verifier.compare("", "{\(name)}whatAcoolPassword") == .mismatch)
        #expect(verifier.compare("!$1$ {x}", "{\(name)}!$1$ {x}") == .match)
    }

    @Test func anythingThatIsEmptyIsUnusable() {
        for stored in ["", "{PLAIN}", "{CRYPT}", "{PLAIN.b64}", "{CLEAR.hex}"] {
            #expect(verifier.compare("", stored) == .unusable(.empty))
            #expect(verifier.compare("x", stored) == .unusable(.empty))
            #expect(verifier.reasonUnusable(stored) == .empty)
        }
    }

    @Test(arguments: [
        ("{", UnusablePassword.unterminatedScheme), ("{X", .unterminatedScheme), ("{PLAIN", .unterminatedScheme),
        ("{}", .unknownScheme("")), ("{}x", .unknownScheme("")), ("{NOSUCH}x", .unknownScheme("NOSUCH")),
        ("{nosuch}x", .unknownScheme("NOSUCH")), ("{PLAIN.rot13}x", .unknownScheme("PLAIN.ROT13")),
        ("{PLAIN.}x", .unknownScheme("PLAIN.")), ("{.hex}x", .unknownScheme(".HEX")),
        ("{PLAIN.hex.hex}x", .unknownScheme("PLAIN.HEX.HEX")), ("{ PLAIN}x", .unknownScheme("?")),
        ("{a\u{1B}[2J\nä}x", .unknownScheme("?")),
        ("{0123456789012345678901234567890123456789}x", .unknownScheme("?")),
        ("!", .locked), ("*", .locked), ("!{PLAIN}x", .locked), ("*{PLAIN}x", .locked),
        ("{PLAIN}a\0b", .malformed(scheme: "PLAIN")), ("{CRYPT}\0", .malformed(scheme: "CRYPT")),
        ("{PLAIN.hex}0", .malformed(scheme: "PLAIN")), ("{PLAIN.hex}0g", .malformed(scheme: "PLAIN")),
        ("{PLAIN.b64}eA=", .malformed(scheme: "PLAIN")), ("{PLAIN.b64}e", .malformed(scheme: "PLAIN")),
    ]) func unusable(stored: String, reason: UnusablePassword) {
        #expect(verifier.reasonUnusable(stored) == reason)
        #expect(verifier.compare("x", stored) == .unusable(reason))
        #expect(verifier.compare(stored, stored) == .unusable(reason))
        #expect(verifier.compare("", stored) == .unusable(reason))
    }

    @Test func aHugeValueIsRefused() {
        let stored = "{PLAIN}" + String(repeating: "x", count: 100_000)
        #expect(verifier.reasonUnusable(stored) == .malformed(scheme: "PLAIN"))
    }

    @Test func passwordsAreBytes() {
        let bytes = (1...255).map { UInt8($0) }
        #expect(verifier.compare(bytes, Array("{PLAIN}".utf8) + bytes) == .match)
        // The same letter, composed and decomposed.
        #expect(verifier.compare("\u{E9}", "{PLAIN}e\u{301}") == .mismatch)
    }

    @Test func aPasswordWithANULMatchesNothing() {
        #expect(verifier.compare(Array("x\0".utf8), Array("{PLAIN}x".utf8)) == .mismatch)
        #expect(verifier.compare([0], Array("{PLAIN}x".utf8)) == .mismatch)
    }

    @Test(arguments: [
        "{PLAIN.b64}d2hhdEFjb29sUGFzc3dvcmQ=", "{PLAIN.base64}d2hhdEFjb29sUGFzc3dvcmQ=",
        "{plain.B64}d2hhdEFjb29sUGFzc3dvcmQ=", "{PLAIN.hex}7768617441636f6f6c50617373776f7264",
        "{CLEAR.HEX}7768617441636F6F6C50617373776F7264",
        "{CRYPT.hex}37374e3469627856" + "45486c3336",
    ]) func encodings(stored: String) {
        #expect(verifier.compare("whatAcoolPassword", stored) == .match)
        #expect(verifier.compare("whatACoolPassword", stored) == .mismatch)
    }

    @Test(arguments: [
        ("PLAIN", "secret", "PLAIN"), ("PLAIN", "{CRYPT}77N4ibxVEHl36", "CRYPT"), ("PLAIN", "whatAcoolPass", "PLAIN"),
        ("PLAIN", "_Z/..v18woH4vPc2rjhw", "PLAIN"), ("CLEAR", "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", "MD5-CRYPT"),
        ("CRYPT", "77N4ibxVEHl36", "CRYPT"), ("plain.b64", "c2VjcmV0", "PLAIN"),
        ("CRYPT", "{sha512-Crypt}x", "SHA512-CRYPT"),
    ]) func schemeNames(defaultScheme: String, stored: String, name: String) {
        #expect(PasswordVerifier(defaultScheme: defaultScheme).schemeName(of: stored) == name)
    }

    @Test func theDefaultSchemeIsForWhatSaysNothing() {
        let verifier = PasswordVerifier(defaultScheme: "plain.b64")
        #expect(verifier.compare("secret", "c2VjcmV0") == .match)
        #expect(verifier.compare("whatAcoolPassword", "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.") == .match)
        #expect(PasswordVerifier(defaultScheme: "NOSUCH").reasonUnusable("x") == .unknownScheme("NOSUCH"))
        #expect(PasswordVerifier(defaultScheme: "NOSUCH").compare("x", "{PLAIN}x") == .match)
    }

    @Test(arguments: [
        ("CRYPT", "77N4ibxVEHl36", "{CRYPT}77N4ibxVEHl36"),
        ("CRYPT", "{Des-crypt}77N4ibxVEHl36", "{DES-CRYPT}77N4ibxVEHl36"),
        (
            "CRYPT", "{YESCRYPT}$y$.5.$saltsaltsalt$nfPtrUU1uL/lzUTZKrdcsDxDw9EK4FP50hgDw/ikkm6",
            "{CRYPT}$y$.5.$saltsaltsalt$nfPtrUU1uL/lzUTZKrdcsDxDw9EK4FP50hgDw/ikkm6"
        ),
        ("CRYPT", "{plain.hex}2433", "{PLAIN.HEX}2433"), ("PLAIN", "x", "{PLAIN}x"),
        ("plain.b64", "eA==", "{PLAIN.B64}eA=="),
        ("PLAIN", "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", "{MD5-CRYPT}$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr."),
        ("CRYPT", "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.$more", "{MD5-CRYPT}$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr."),
        ("CRYPT", "{CLEARTEXT}{x}", "{CLEARTEXT}{x}"),
        ("CRYPT", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        ("PLAIN", "{x", nil), ("CRYPT", "{NOSUCH}x", nil), ("CRYPT", "", nil), ("CRYPT", "!x", nil),
        ("CRYPT", "$6$x", nil),
    ]) func theFormForDovecot(defaultScheme: String, stored: String, form: String?) {
        let verifier = PasswordVerifier(defaultScheme: defaultScheme)
        let stored = SecretBytes(copying: Array(stored.utf8))
        let text: String?
        do throws(UnusablePassword) {
            let result = try verifier.dovecotForm(of: stored)
            text = result.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        } catch {
            text = nil
            #expect(verifier.reasonUnusable(stored) == error)
        }
        #expect(text == form)
    }

    @Test(arguments: [
        ("{CRYPT}77N4ibxVEHl36", SchemeStrength.weak), ("{SHA512-CRYPT}77N4ibxVEHl36", .weak),
        ("{CRYPT}$y$.5.$saltsaltsalt$nfPtrUU1uL/lzUTZKrdcsDxDw9EK4FP50hgDw/ikkm6", .strong),
        ("$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", .weak), ("{MD5}$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", .weak),
        ("{PLAIN}x", .clear), ("{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=", .weak), ("{CRYPT}x", nil), ("{PLAIN}", nil),
    ]) func theStrengthIsThatOfTheHash(stored: String, strength: SchemeStrength?) {
        #expect(verifier.strength(of: SecretBytes(copying: Array(stored.utf8))) == strength)
    }

    /// password_get_scheme of Dovecot stops at the `$` behind an MD5-CRYPT hash.
    @Test func whatFollowsABareMD5CryptHashIsPassedOver() {
        let hash = "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr."
        #expect(verifier.compare("whatAcoolPassword", hash + "$more") == .match)
        #expect(
            verifier.compare("whatAcoolPassword", "{MD5-CRYPT}\(hash)$more")
                == .unusable(.malformed(scheme: "MD5-CRYPT")))
    }
}
