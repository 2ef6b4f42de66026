import PasswordSchemes
import SecretBytes
import Testing

@Suite struct GenerateTests {
    let verifier = PasswordVerifier()

    static func generate(
        _ password: String = "whatAcoolPassword", scheme: String? = nil, rounds: Int? = nil, user: String? = nil,
        limits: CostLimits = CostLimits()
    ) throws(GenerationError) -> String {
        try PasswordScheme.generate(
            SecretBytes(copying: Array(password.utf8)), scheme: scheme ?? PasswordScheme.preferred, rounds: rounds,
            user: user,
            limits: limits
        ).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    @Test func theDefaultIsYescryptAtLibxcryptsCost() throws {
        let stored = try Self.generate()
        #expect(stored.hasPrefix("{CRYPT}$y$j9T$"))
        #expect(verifier.compare("whatAcoolPassword", stored) == .match)
        #expect(try Self.generate() != stored)
    }

    @Test(arguments: [
        ("YESCRYPT", "{CRYPT}$y$"), ("gost-yescrypt", "{CRYPT}$gy$"), ("SUNMD5", "{CRYPT}$md5,rounds="),
        ("NT", "{CRYPT}$3$$"),
        ("BSDI-CRYPT", "{CRYPT}_"), ("BLF-CRYPT", "{BLF-CRYPT}$2y$10$"),
        ("Sha512-Crypt", "{SHA512-CRYPT}$6$rounds=100000$"),
        ("ARGON2", "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$"), ("ARGON2I", "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$"),
        ("PLAIN", "{PLAIN}whatAcoolPassword"), ("plain.b64", "{PLAIN.B64}d2hhdEFjb29sUGFzc3dvcmQ="),
        ("PLAIN.base64", "{PLAIN.B64}d2hhdEFjb29sUGFzc3dvcmQ="),
        ("LDAP-MD5.hex", "{LDAP-MD5.HEX}f744266746c60b7e41e0f66b6f6c4dc4"),
        ("SHA1", "{SHA1}hxWde9nO34VRSzlVKT1pM5YIBzI="), ("NT.hex", "{CRYPT.HEX}243324"),
        ("PLAIN-MD5", "{PLAIN-MD5}f744266746c60b7e41e0f66b6f6c4dc4"), ("OTP", "{OTP}sha1 1024 "),
    ]) func theFormIsDovecots(scheme: String, prefix: String) throws {
        let stored = try Self.generate(scheme: scheme)
        #expect(stored.hasPrefix(prefix), "\(stored)")
        #expect(verifier.compare("whatAcoolPassword", stored) == .match)
    }

    @Test(arguments: [
        ("BLF-CRYPT", 4, "{BLF-CRYPT}$2y$04$"), ("SHA256-CRYPT", 1000, "{SHA256-CRYPT}$5$rounds=1000$"),
        ("SHA512-CRYPT", 5000, "{SHA512-CRYPT}$6$"), ("CRYPT", 1, "{CRYPT}$y$j75$"), ("OTP", 1, "{OTP}sha1 1 "),
        ("SCRAM-SHA-256", 4096, "{SCRAM-SHA-256}4096,"),
    ]) func roundsAreTheSchemesOwn(scheme: String, rounds: Int, prefix: String) throws {
        #expect(try Self.generate(scheme: scheme, rounds: rounds).hasPrefix(prefix))
    }

    @Test(arguments: [
        ("BLF-CRYPT", 3, 4, 16), ("BLF-CRYPT", 17, 4, 16), ("BLF-CRYPT", -1, 4, 16), ("CRYPT", 12, 1, 11),
        ("CRYPT", 0, 1, 11),
        ("SCRYPT", 5, 6, 11), ("SHA512-CRYPT", 999, 1000, 10_000_000), ("SHA256-CRYPT", 10_000_001, 1000, 10_000_000),
        ("PBKDF2", 0, 1, 10_000_000), ("PBKDF2", .max, 1, 10_000_000), ("SCRAM-SHA-1", 4095, 4096, 10_000_000),
        ("ARGON2ID", 2, 3, 32), ("ARGON2I", 33, 3, 32), ("ARGON2I", .min, 3, 32), ("OTP", 100_001, 1, 100_000),
        ("BSDI-CRYPT", 1_000_000, 1, 999_999), ("SUNMD5", 1, 32_768, 930_369),
    ]) func roundsOutOfRangeAreAnError(scheme: String, rounds: Int, lowest: Int, highest: Int) {
        #expect(throws: GenerationError.roundsOutOfRange(scheme: scheme, lowest: lowest, highest: highest)) {
            try Self.generate(scheme: scheme, rounds: rounds)
        }
    }

    @Test(arguments: [
        "PLAIN", "PLAIN-TRUNC", "MD5", "MD5-CRYPT", "DES-CRYPT", "NT", "SHA256", "SSHA", "CRAM-MD5", "DIGEST-MD5",
    ]) func aSchemeWithoutRoundsTakesNone(scheme: String) {
        #expect(throws: GenerationError.noRounds(scheme: scheme)) {
            try Self.generate(scheme: scheme, rounds: 5, user: "user@new.vmail.example")
        }
    }

    @Test func limitsHoldForNewHashesToo() throws {
        var limits = CostLimits()
        limits.bcryptCost = 5
        limits.argon2Memory = 64 << 20
        limits.scryptMemory = 1 << 20
        limits.pbkdf2Rounds = 0
        limits.argon2Iterations = 5
        #expect(try Self.generate(scheme: "BLF-CRYPT", limits: limits).hasPrefix("{BLF-CRYPT}$2y$05$"))
        #expect(throws: GenerationError.roundsOutOfRange(scheme: "BLF-CRYPT", lowest: 4, highest: 5)) {
            try Self.generate(scheme: "BLF-CRYPT", rounds: 6, limits: limits)
        }
        #expect(throws: GenerationError.roundsOutOfRange(scheme: "PBKDF2", lowest: 1, highest: 0)) {
            try Self.generate(scheme: "PBKDF2", limits: limits)
        }
        #expect(
            throws: GenerationError.unusable(
                .tooExpensive(scheme: "CRYPT", what: "memory in bytes", limit: 1 << 20))
        ) { try Self.generate(rounds: 2, limits: limits) }
        #expect(throws: GenerationError.roundsOutOfRange(scheme: "ARGON2ID", lowest: 3, highest: 2)) {
            try Self.generate(scheme: "ARGON2ID", rounds: 3, limits: limits)
        }
        limits.argon2Iterations = .max
        #expect(throws: GenerationError.roundsOutOfRange(scheme: "ARGON2I", lowest: 3, highest: 5)) {
            try Self.generate(scheme: "ARGON2I", rounds: 6, limits: limits)
        }
        #expect(
            try Self.generate(scheme: "ARGON2ID", limits: limits).hasPrefix("{ARGON2ID}$argon2id$v=19$m=65536,t=3,"))
    }

    @Test(arguments: PasswordScheme.all.map(\.name)) func passwordsThatCouldNeverLogIn(scheme: String) {
        #expect(throws: GenerationError.emptyPassword) { try Self.generate("", scheme: scheme, user: "u") }
        #expect(throws: GenerationError.passwordContainsNUL) { try Self.generate("a\0b", scheme: scheme, user: "u") }
        #expect(throws: GenerationError.passwordTooLong(limit: 511)) {
            try Self.generate(String(repeating: "x", count: 512), scheme: scheme, user: "u")
        }
    }

    @Test func theLongestPassword() throws {
        let password = String(repeating: "x", count: 511)
        for scheme in ["PLAIN.hex", "CRYPT", "SSHA512", "CRAM-MD5", "PLAIN-TRUNC"] {
            let stored = try Self.generate(password, scheme: scheme, rounds: scheme == "CRYPT" ? 1 : nil)
            #expect(verifier.compare(password, stored) == .match)
            #expect(verifier.compare(password + "x", stored) == .mismatch)
        }
    }

    @Test(arguments: ["", "NOSUCH", "PLAIN.rot13", "{PLAIN}", "PLAIN "]) func unknownSchemes(scheme: String) throws {
        let error = #expect(throws: GenerationError.self) { try Self.generate(scheme: scheme) }
        guard case .unknownScheme = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func digestMD5NeedsTheUser() throws {
        #expect(throws: GenerationError.userNeeded(scheme: "DIGEST-MD5")) { try Self.generate(scheme: "DIGEST-MD5") }
        #expect(throws: GenerationError.userNeeded(scheme: "DIGEST-MD5")) {
            try Self.generate(scheme: "DIGEST-MD5", user: "")
        }
        #expect(
            try Self.generate(scheme: "DIGEST-MD5", user: "user@new.vmail.example")
                == "{DIGEST-MD5}f8ccf2adcbcb9b80041a3e8e96d7b070")
    }

    @Test(arguments: [
        ("BLF-CRYPT", String(repeating: "x", count: 72), []),
        ("BLF-CRYPT", String(repeating: "x", count: 73), [PasswordWarning.cutOff(scheme: "BLF-CRYPT", bytes: 72)]),
        ("CRYPT", String(repeating: "x", count: 73), []), ("PLAIN", "x", [.clear(scheme: "PLAIN")]),
        ("SSHA", "x", [.weak(scheme: "SSHA")]), ("ARGON2", "x", []),
        ("YESCRYPT", "x", [.writtenAsCrypt(scheme: "YESCRYPT")]),
        (
            "DES-CRYPT", "eight\u{E9}!!",
            [
                .weak(scheme: "DES-CRYPT"), .cutOff(scheme: "DES-CRYPT", bytes: 8),
                .eighthBitIgnored(scheme: "DES-CRYPT"),
            ]
        ),
        ("DIGEST-MD5", "x", [.weak(scheme: "DIGEST-MD5"), .boundToUser(scheme: "DIGEST-MD5")]),
    ]) func warnings(scheme: String, password: String, expected: [PasswordWarning]) throws {
        let scheme = try #require(PasswordScheme(named: scheme))
        #expect(scheme.warnings(for: SecretBytes(copying: Array(password.utf8))) == expected)
    }
}
