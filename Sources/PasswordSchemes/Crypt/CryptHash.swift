/// Checks the hashes of crypt(3), as crypt(5) describes them.
///
/// No password can match a hash that crypt(3) could not return, so such a hash is refused before libxcrypt sees it. This also
/// protects libxcrypt from input that it does not check, such as a sha1crypt salt longer than its output buffer.
enum CryptHash {
    /// The method of `hash`. Throws if the form is wrong or the cost above `limits`.
    static func screen(_ hash: Bytes, limits: CostLimits) throws(HashDefect) -> CryptMethod {
        // libxcrypt checks this before it looks at the method: check_badsalt_chars, CRYPT_OUTPUT_SIZE.
        if let first = hash.first, "!*".utf8.contains(first) { throw .locked }
        guard hash.count < Libxcrypt.outputSize, hash.allSatisfy(isAllowed), let method = CryptMethod(of: hash)
        else { throw .malformed }
        var scanner = ByteScanner(hash)
        guard scanner.skip(method.rawValue) else { throw .malformed }
        switch method {
        case .yescrypt, .gostYescrypt, .scrypt:
            try ScryptParameters(&scanner, classic: method == .scrypt).check(limits)
            try ScryptParameters.checkSaltAndHash(scanner.rest, dollarInSalt: method == .scrypt)
        case .bcrypt: try screenBcrypt(&scanner, limits)
        case .sha512: try screenSHA(&scanner, limits, hashLength: 86)
        case .sha256: try screenSHA(&scanner, limits, hashLength: 43)
        case .sha1: try screenSHA1(&scanner, limits)
        case .sunMD5: try screenSunMD5(&scanner, limits)
        case .md5: try expectSaltAndHash(&scanner, saltLength: 0...8, hashLength: 22)
        case .nt: try screenNT(&scanner)
        case .bsdi: try screenBSDI(&scanner, limits)
        // salt (2) hash (11); bigcrypt has up to 15 further hashes, one for each 8 bytes of the password
        case .des:
            guard (13...178).contains(hash.count), (hash.count - 2) % 11 == 0 else { throw .malformed }
            try expectDigits(hash)
        }
        return method
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"!*:;\\".utf8.contains(byte)
    }

    // $2y$10$ salt (22) hash (31)
    private static func screenBcrypt(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard let minor = scanner.next(), "abxy".utf8.contains(minor), scanner.skip("$"),
            let tens = scanner.next(), tens.isASCIIDigit, let ones = scanner.next(), ones.isASCIIDigit
        else { throw .malformed }
        let cost = Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
        try CostLimits.check("cost", cost, atMost: limits.bcryptCost)
        guard cost >= 4, scanner.skip("$") else { throw .malformed }
        try expectDigits(scanner.rest, count: 53)
    }

    // $6$ [rounds=5001$] salt $ hash
    private static func screenSHA(
        _ scanner: inout ByteScanner, _ limits: CostLimits, hashLength: Int
    ) throws(HashDefect) {
        if scanner.skip("rounds=") {
            let rounds = try scanner.cost("number of rounds", atMost: limits.shaCryptRounds)
            guard (1000...999_999_999).contains(rounds), scanner.skip("$") else { throw .malformed }
        }
        try expectSaltAndHash(&scanner, saltLength: 0...16, hashLength: hashLength)
    }

    // $sha1$ iterations $ salt $ hash
    private static func screenSHA1(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard scanner.skip("$") else { throw .malformed }
        let iterations = try scanner.cost("number of iterations", atMost: limits.sha1CryptIterations)
        guard iterations > 0, scanner.skip("$"), let salt = scanner.take(upTo: "$"), (1...64).contains(salt.count)
        else { throw .malformed }
        try expectDigits(salt)
        try expectDigits(scanner.rest, count: 28)
    }

    // $md5 [,rounds=904] $ salt [$] $ hash
    private static func screenSunMD5(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard scanner.skip("$") || scanner.skip(",") else { throw .malformed }
        if scanner.skip("rounds=") {
            guard let rounds = scanner.decimal() else { throw .malformed }
            let total = rounds > .max - 4096 ? .max : rounds + 4096
            try CostLimits.check("number of rounds", total, atMost: limits.sunMD5Rounds)
            guard rounds > 0, scanner.skip("$") else { throw .malformed }
        }
        guard let salt = scanner.take(upTo: "$") else { throw .malformed }
        try expectDigits(salt)
        _ = scanner.skip("$")
        try expectDigits(scanner.rest, count: 22)
    }

    // $3$$ MD4 in lower-case hex
    private static func screenNT(_ scanner: inout ByteScanner) throws(HashDefect) {
        guard scanner.skip("$"), scanner.rest.count == 32,
            scanner.rest.allSatisfy("0123456789abcdef".utf8.contains)
        else { throw .malformed }
    }

    // _ count (4) salt (4) hash (11)
    private static func screenBSDI(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        let count = try scanner.cryptNumber(digits: 4)
        try CostLimits.check("iteration count", Int(count), atMost: limits.bsdiCount)
        guard count > 0 else { throw .malformed }
        try expectDigits(scanner.rest, count: 15)
    }

    /// Throws unless a salt of any allowed bytes comes next, and the rest is a hash.
    private static func expectSaltAndHash(
        _ scanner: inout ByteScanner, saltLength: ClosedRange<Int>, hashLength: Int
    ) throws(HashDefect) {
        guard let salt = scanner.take(upTo: "$"), saltLength.contains(salt.count) else { throw .malformed }
        try expectDigits(scanner.rest, count: hashLength)
    }

    /// Throws unless `text` is digits of base 64, and `count` of them if that is given.
    static func expectDigits(_ text: Bytes, count: Int? = nil) throws(HashDefect) {
        guard text.count == count ?? text.count, text.allSatisfy(CryptBase64.contains) else { throw .malformed }
    }
}
