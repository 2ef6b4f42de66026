import PasswordSchemes
import Testing

/// What is refused here would take from a minute to a lifetime if it were computed.
@Suite struct CostLimitsTests {
    let verifier = PasswordVerifier()

    static let hash43 = String(repeating: "a", count: 43)

    static let costly: [(String, String, Int)] = [
        ("{CRYPT}$6$rounds=999999999$salt$x", "number of rounds", 10_000_000),
        ("{SHA512-CRYPT}$6$rounds=10000001$salt$x", "number of rounds", 10_000_000),
        ("$5$rounds=99999999999999999999999999$salt$x", "number of rounds", 10_000_000),
        ("{CRYPT}$2y$17$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK", "cost", 16),
        ("{BLF-CRYPT}$2y$31$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK", "cost", 16),
        ("{CRYPT}$sha1$4294967295$salt$x", "number of iterations", 10_000_000),
        ("{CRYPT}$md5,rounds=4294963199$salt$x", "number of rounds", 1_000_000),
        ("{CRYPT}$md5$rounds=9223372036854775807$salt$x", "number of rounds", 1_000_000),
        ("{CRYPT}_zzzzv18woH4vPc2rjhw", "iteration count", 1_000_000),
        // N = 2^18 and r = 33; N = 2^63; N = 2^16 and r = 2^30 - 1; N = 2^18, r = 32 and p = 9; p = 2^30 - 1
        ("{CRYPT}$y$jFU$salt$" + hash43, "memory in bytes", 1 << 30),
        ("{CRYPT}$gy$jFU$salt$" + hash43, "memory in bytes", 1 << 30),
        ("{CRYPT}$7$zU..../....salt$" + hash43, "memory in bytes", 1 << 30),
        ("{CRYPT}$7$Ezzzzzzzzzzsalt$" + hash43, "memory in bytes", 1 << 30),
        ("{CRYPT}$7$GU....7....salt$" + hash43, "work (memory in bytes times passes)", 8 << 30),
        ("{CRYPT}$7$2/....zzzzzsalt$" + hash43, "memory in bytes", 1 << 30),
        ("{ARGON2ID}$argon2id$v=19$m=1048577,t=1,p=1$c29tZXNhbHRY$x", "memory in bytes", 1 << 30),
        ("$argon2i$v=19$m=4294967295,t=1,p=1$c29tZXNhbHRY$x", "memory in bytes", 1 << 30),
        ("{ARGON2}$argon2id$v=19$m=9223372036854775807,t=1,p=1$c29tZXNhbHRY$x", "memory in bytes", 1 << 30),
        ("{ARGON2}$argon2id$v=19$m=1024,t=33,p=1$c29tZXNhbHRY$x", "number of iterations", 32),
        ("{ARGON2}$argon2id$v=19$m=1024,t=1,p=17$c29tZXNhbHRY$x", "parallelism", 16),
        ("{PBKDF2}$1$salt$4294967296$0c60c80f961f0e71f3a9b524af6012062fe037a6", "number of rounds", 10_000_000),
        ("{SCRAM-SHA-1}2147483647,QSXCR+Q6sek8bf92,a,b", "number of iterations", 10_000_000),
        ("{SCRAM-SHA-256}10000001,QSXCR+Q6sek8bf92,a,b", "number of iterations", 10_000_000),
        ("{OTP}sha1 2147483647 seed 0123456789abcdef", "sequence number", 100_000),
    ]

    @Test(arguments: costly) func costlyHashesAreRefused(stored: String, what: String, limit: Int) throws {
        let scheme = try #require(verifier.schemeName(of: stored))
        let expected = UnusablePassword.tooExpensive(scheme: scheme, what: what, limit: limit)
        #expect(verifier.reasonUnusable(stored) == expected)
        #expect(verifier.compare("x", stored) == .unusable(expected))
    }

    /// scrypt's passes are cheap where its memory is small. The first two are the paper's.
    @Test(arguments: [
        // N = 1024, r = 8, p = 16; N = 2^13, r = 8, p = 10; N = 2^14, r = 32, p = 9
        "$7$86....E....SodiumChloride$AeZafTewN9ykXVJGNW1f4OjM9d3MS9LgRQ5iE4v9t06",
        "$7$B6....8....SodiumChloride$tcc7D4PEnVphW0Ijv6g1HIfjZbgWA6srKi06evdMm47",
        "$7$CU....7....salt$" + hash43,
    ]) func cheapScryptHashesAreVerified(hash: String) {
        #expect(verifier.reasonUnusable("{CRYPT}" + hash) == nil)
        let expected: PasswordComparison = hash.hasSuffix(Self.hash43) ? .mismatch : .match
        #expect(verifier.compare("whatAcoolPassword", "{CRYPT}" + hash) == expected)
    }

    @Test func theLimitOfScryptsWorkIsInclusive() {
        var limits = CostLimits()
        // 128·1024·8·16 bytes of work, from 128·1024·8 bytes of memory
        (limits.scryptMemory, limits.scryptPasses) = (1 << 20, 16)
        let hash = "{SCRYPT}$7$86....E....salt$" + Self.hash43
        #expect(PasswordVerifier(limits: limits).reasonUnusable(hash) == nil)
        limits.scryptPasses = 15
        let work = UnusablePassword.tooExpensive(
            scheme: "SCRYPT", what: "work (memory in bytes times passes)", limit: 15 << 20)
        #expect(PasswordVerifier(limits: limits).reasonUnusable(hash) == work)
    }

    @Test func limitsAreInclusive() {
        var limits = CostLimits()
        limits.bcryptCost = 4
        limits.shaCryptRounds = 1000
        let verifier = PasswordVerifier(limits: limits)
        #expect(
            verifier.compare("whatAcoolPassword", "$2y$04$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK")
                == .match)
        #expect(
            verifier.compare(
                "08/15!test~4711",
                "$5$rounds=1000$0123456789abcdef$K/DksR0DT01hGc8g/kt9McEgrbFMKi9qrb1jehe7hn4") == .match)
        limits.bcryptCost = 3
        limits.shaCryptRounds = 999
        let stricter = PasswordVerifier(limits: limits)
        #expect(
            stricter.reasonUnusable("$2y$04$XO/XqUrlB.azKTHVA/uKXuhunEeYgZQkbxUERKx7Te3SJxIy36pxK")
                == .tooExpensive(scheme: "CRYPT", what: "cost", limit: 3))
        #expect(
            stricter.reasonUnusable("$5$rounds=1000$0123456789abcdef$K/DksR0DT01hGc8g/kt9McEgrbFMKi9qrb1jehe7hn4")
                == .tooExpensive(scheme: "CRYPT", what: "number of rounds", limit: 999))
    }
}
