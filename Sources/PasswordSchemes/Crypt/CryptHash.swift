/// Checks the hashes of crypt(3), as crypt(5) describes them.
///
/// No password can match a hash that crypt(3) could not return, so such a hash is refused before libxcrypt sees it. This also
/// protects libxcrypt from input that it does not check, such as a sha1crypt salt longer than its output buffer.
enum CryptHash {
    /// Throws if the form of `hash` is wrong or its cost above `limits`.
    static func screen(_ hash: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        // libxcrypt checks this before it looks at the method: check_badsalt_chars, CRYPT_OUTPUT_SIZE.
        if let first = hash.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "*") { throw .locked }
        guard hash.count < Libxcrypt.outputSize, hash.allSatisfy(isAllowed) else { throw .malformed }
        guard let method = CryptMethod(of: hash) else { throw .malformed }
        var scanner = ByteScanner(hash)
        guard scanner.skip(method.prefix) else { throw .malformed }
        switch method {
        case .yescrypt, .gostYescrypt, .scrypt:
            try ScryptParameters(&scanner, classic: method == .scrypt).check(limits)
            try ScryptParameters.checkSaltAndHash(scanner.rest, dollarInSalt: method == .scrypt)
        case .bcrypt: try screenBcrypt(&scanner, limits)
        case .sha512: try screenSHA(&scanner, limits, hashLength: 86)
        case .sha256: try screenSHA(&scanner, limits, hashLength: 43)
        case .sha1: try screenSHA1(&scanner, limits)
        case .sunMD5: try screenSunMD5(&scanner, limits)
        case .md5: try expectSalt(&scanner, 0...8, hashLength: 22)
        case .nt: try screenNT(&scanner)
        case .bsdi: try screenBSDI(&scanner, limits)
        case .des: try screenDES(hash)
        }
    }

    /// The memory in bytes that computing `hash` needs; 0 if it is negligible.
    static func memory(of hash: UnsafeRawBufferPointer) -> Int {
        guard let method = CryptMethod(of: hash), [.yescrypt, .gostYescrypt, .scrypt].contains(method) else { return 0 }
        var scanner = ByteScanner(hash)
        guard scanner.skip(method.prefix) else { return 0 }
        return (try? ScryptParameters(&scanner, classic: method == .scrypt).memory) ?? 0
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "\\"): false
        default: (0x21...0x7E).contains(byte)
        }
    }

    // $2y$10$ salt (22) hash (31)
    private static func screenBcrypt(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard let minor = scanner.next(), [UInt8]("abxy".utf8).contains(minor), scanner.skip("$"),
            let tens = scanner.next(), tens.isASCIIDigit, let ones = scanner.next(), ones.isASCIIDigit
        else { throw .malformed }
        let cost = Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
        try CostLimits.check("cost", cost, atMost: limits.bcryptCost)
        guard cost >= 4, scanner.skip("$") else { throw .malformed }
        try expectHash(scanner.rest, 53)
    }

    // $6$ [rounds=5001$] salt $ hash
    private static func screenSHA(
        _ scanner: inout ByteScanner, _ limits: CostLimits, hashLength: Int
    ) throws(HashDefect) {
        if scanner.skip("rounds=") {
            guard let rounds = scanner.decimal() else { throw .malformed }
            try CostLimits.check("number of rounds", rounds, atMost: limits.shaCryptRounds)
            guard (1000...999_999_999).contains(rounds), scanner.skip("$") else { throw .malformed }
        }
        try expectSalt(&scanner, 0...16, hashLength: hashLength)
    }

    // $sha1$ iterations $ salt $ hash
    private static func screenSHA1(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard scanner.skip("$"), let iterations = scanner.decimal() else { throw .malformed }
        try CostLimits.check("number of iterations", iterations, atMost: limits.sha1CryptIterations)
        guard iterations > 0, scanner.skip("$"), let salt = scanner.take(upTo: "$"), (1...64).contains(salt.count),
            salt.allSatisfy(CryptBase64.contains)
        else { throw .malformed }
        try expectHash(scanner.rest, 28)
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
        guard let salt = scanner.take(upTo: "$"), salt.allSatisfy(CryptBase64.contains) else { throw .malformed }
        _ = scanner.skip("$")
        try expectHash(scanner.rest, 22)
    }

    // $3$$ MD4 in lower-case hex
    private static func screenNT(_ scanner: inout ByteScanner) throws(HashDefect) {
        guard scanner.skip("$"), scanner.rest.count == 32,
            scanner.rest.allSatisfy({ $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) })
        else { throw .malformed }
    }

    // _ count (4) salt (4) hash (11)
    private static func screenBSDI(_ scanner: inout ByteScanner, _ limits: CostLimits) throws(HashDefect) {
        guard let count = CryptBase64.takeNumber(digits: 4, from: &scanner) else { throw .malformed }
        try CostLimits.check("iteration count", Int(count), atMost: limits.bsdiCount)
        guard count > 0 else { throw .malformed }
        try expectHash(scanner.rest, 15)
    }

    // salt (2) hash (11); bigcrypt has up to 15 further hashes, one for each 8 bytes of the password
    private static func screenDES(_ hash: UnsafeRawBufferPointer) throws(HashDefect) {
        guard (13...178).contains(hash.count), (hash.count - 2) % 11 == 0, hash.allSatisfy(CryptBase64.contains)
        else { throw .malformed }
    }

    /// Takes a salt of any allowed bytes. Throws unless the rest is a hash of `hashLength` bytes.
    private static func expectSalt(
        _ scanner: inout ByteScanner, _ saltLength: ClosedRange<Int>, hashLength: Int
    ) throws(HashDefect) {
        guard let salt = scanner.take(upTo: "$"), saltLength.contains(salt.count) else { throw .malformed }
        try expectHash(scanner.rest, hashLength)
    }

    /// Throws unless `rest` is `length` digits of base 64.
    static func expectHash(_ rest: UnsafeRawBufferPointer, _ length: Int) throws(HashDefect) {
        guard rest.count == length, rest.allSatisfy(CryptBase64.contains) else { throw .malformed }
    }
}
