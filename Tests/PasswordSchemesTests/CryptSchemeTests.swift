import PasswordSchemes
import Testing

@Suite struct CryptSchemeTests {
    let verifier = PasswordVerifier()

    /// Hashes of "whatAcoolPassword" by each method of libxcrypt, made with crypt(3) itself.
    static let vectors = [
        "$y$j75$qfpptgvd.AOgvrPx7JcgO.$MvxvBChTNLCcruFNZ.Q1xcS13YlnRWN9kys5EWF1A9D",
        "$gy$j75$yAk8vgPhVvdzZFmIDUWba0$1slSwo8TYirx08YbHUkza4lAYmz3nyUL50yBk.V9p58",
        "$7$BU..../....v3.Mnv.M6BJ8i.tIC7GwR1$n/R62wieGma2pR0VfmRUj.36ipmmIIVLShrYl34oJu5",
        "$2b$04$38YmhPC0.rZ1GkPiAJ86Du6FROoMYrMIQG2nj1eoiv7PDlXQQkteK",
        "$2y$04$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK",
        "$2a$04$Z4v7ubICLaW2fwjTvFwN4.SmIRZ0aFYip00RzuNGTar2.52yKPE6W",
        "$6$gWS1lvdphbYYHwv/$451GrJK2a2gt320BIuROKbqJpiRqgvMaZiDB1rVhrTYgJu6MvBqj9uuEXXO0TgnENvM98g96PuE9E0jiSU.OZ0",
        "$5$eniuScLykO2poTLy$wMTcSsdNiAA8OWVnTwpLXeU5Ea4ZtUq9qCM2xXdu0m8",
        "$sha1$95$iQNJl2CPm8TwzddlgV5X$.r3RfpsekW1H2g9q43uIDv6Xods0",
        "$md5,rounds=71691$NYy3q9KW$$ZTszp4CpcO2TeJV6JXrRP.",
        "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.",
        "$3$$18bd02265d1b575d2e8587818dec77c8",
        "_Z/..v18woH4vPc2rjhw",
        "77N4ibxVEHl36",
        // yescrypt of other flavours, and with more time; scrypt and sunmd5 that cost next to nothing
        "$y$.5.$saltsaltsalt$nfPtrUU1uL/lzUTZKrdcsDxDw9EK4FP50hgDw/ikkm6",
        "$y$/5.$abcdefgh$9Un4UHR82pUxIODzRz86NzhMcrEoxC9fwlmiyoVkOJ8",
        "$y$j65/1$abcdefgh$ptnDMjf8MwQ8kbbc1bbjZF3sxa/HtPITI7NOJy/XXuD",
        "$gy$.5.$saltsaltsalt$Yenk66GgiRo.1Oy9czMx4hQur5pP/iJ5V.mujkieEH2",
        "$7$2/..../....saltsalt$Ld1Poan1.bH1G0unLfPiqqWTZCEzuQ6yPczLspE9iSB",
        "$md5,rounds=5$abcdefgh$$/lUxxm0tq7kgLvPmNYn/s.",
        "$2x$04$abcdefghijklmnopqrstuunrst/zzQP1Zyh5uVXNZGNW6kzFc9sL2",
    ]

    @Test(arguments: vectors) func everyMethodVerifies(hash: String) {
        #expect(verifier.compare("whatAcoolPassword", "{CRYPT}" + hash) == .match)
        #expect(verifier.compare("whatAcoolPassword", "{SHA512-CRYPT}" + hash) == .match)
        #expect(verifier.compare("whatAcoolPassword", hash) == .match)
        #expect(verifier.compare("whatACoolPassword", "{CRYPT}" + hash) == .mismatch)
        #expect(verifier.reasonUnusable("{CRYPT}" + hash) == nil)
    }

    /// The samples with which Dovecot tests crypt(3), password-scheme-crypt.c.
    @Test(arguments: [
        "{DES-CRYPT}JBOZ0DgmtucwE",
        "{SHA256-CRYPT}$5$rounds=1000$0123456789abcdef$K/DksR0DT01hGc8g/kt9McEgrbFMKi9qrb1jehe7hn4",
        "{SHA512-CRYPT}$6$rounds=1000$0123456789abcdef$ZIAd5WqfyLkpvsVCVUU1GrvqaZTqvhJoouxdSqJO71l9Ld3tVrfOat"
            + "EjarhghvEYADkq//LpDnTeO90tcbtHR1",
    ]) func dovecotsSamples(stored: String) {
        #expect(verifier.compare("08/15!test~4711", stored) == .match)
        #expect(verifier.compare("18/15!test~4711", stored) == .mismatch)
    }

    @Test(arguments: [
        ("BLF-CRYPT", "$2y$04$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK"),
        ("MD5-CRYPT", "$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr."),
        ("YESCRYPT", "$y$j75$qfpptgvd.AOgvrPx7JcgO.$MvxvBChTNLCcruFNZ.Q1xcS13YlnRWN9kys5EWF1A9D"),
        ("GOST-YESCRYPT", "$gy$j75$yAk8vgPhVvdzZFmIDUWba0$1slSwo8TYirx08YbHUkza4lAYmz3nyUL50yBk.V9p58"),
        ("SCRYPT", "$7$BU..../....v3.Mnv.M6BJ8i.tIC7GwR1$n/R62wieGma2pR0VfmRUj.36ipmmIIVLShrYl34oJu5"),
        ("SUNMD5", "$md5,rounds=71691$NYy3q9KW$$ZTszp4CpcO2TeJV6JXrRP."),
        ("BSDI-CRYPT", "_Z/..v18woH4vPc2rjhw"),
        ("NT", "$3$$18bd02265d1b575d2e8587818dec77c8"),
    ]) func aNameOfOneMethodTakesNoOther(name: String, hash: String) {
        #expect(verifier.compare("whatAcoolPassword", "{\(name)}\(hash)") == .match)
        #expect(verifier.compare("whatAcoolPassword", "{\(name.lowercased())}\(hash)") == .match)
        #expect(verifier.compare("whatAcoolPassword", "{\(name)}77N4ibxVEHl36") == .unusable(.malformed(scheme: name)))
    }

    @Test func bcryptReadsTheFirst72BytesOfAPasswordOfAnyLength() {
        let stored = "{BLF-CRYPT}$2y$04$abcdefghijklmnopqrstuuM0nMwMu4ekRVyyQf95FGX3ZuqahSgYG"
        let password = String(repeating: "0123456789", count: 60)
        #expect(verifier.compare(password, stored) == verifier.compare(String(password.prefix(72)), stored))
    }

    @Test func aPasswordThatCryptCannotTakeMatchesNothing() {
        for hash in Self.vectors where !hash.hasPrefix("$2") {
            #expect(verifier.compare(String(repeating: "x", count: 600), "{CRYPT}" + hash) == .mismatch)
        }
    }

    @Test(arguments: vectors) func aPasswordWithANULMatchesNothing(hash: String) {
        let password = Array("whatAcoolPassword\0more".utf8)
        #expect(verifier.compare(password, Array("{CRYPT}\(hash)".utf8)) == .mismatch)
    }

    @Test(arguments: vectors) func anEmptyPasswordMatchesNothingElse(hash: String) {
        #expect(verifier.compare("", "{CRYPT}" + hash) == .mismatch)
    }
}
