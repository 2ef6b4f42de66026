import CCrypt

/// Checks the hashes of crypt(3), as crypt(5) describes them.
///
/// No password can match a hash that crypt(3) could not return, so such a hash is refused before libxcrypt sees it. This also
/// protects libxcrypt from input that it does not check, such as a sha1crypt salt longer than its output buffer.
enum CryptHash {
    /// The method of `hash`. Throws if the form is wrong or the cost above `limits`.
    static func screen(_ hash: Bytes, limits: CostLimits) throws(HashDefect) -> CryptMethod {
        // libxcrypt checks this before it looks at the method: check_badsalt_chars, CRYPT_OUTPUT_SIZE.
        if let first = hash.first, "!*".utf8.contains(first) { throw .locked }
        guard hash.count < Int(CRYPT_OUTPUT_SIZE), hash.allSatisfy(isAllowed), let method = CryptMethod(of: hash)
        else { throw .malformed }
        var scanner = ByteScanner(hash)
        _ = scanner.skip(method.rawValue)
        switch method {
        case .yescrypt, .gostYescrypt, .scrypt:
            try ScryptParameters(&scanner, classic: method == .scrypt).check(limits)
            try ScryptParameters.checkSaltAndHash(scanner.rest, dollarInSalt: method == .scrypt)
        case .bcrypt: try scanner.screenBcrypt(limits)
        case .sha512: try scanner.screenSHA(limits, hashLength: 86)
        case .sha256: try scanner.screenSHA(limits, hashLength: 43)
        case .sha1: try scanner.screenSHA1(limits)
        case .sunMD5: try scanner.screenSunMD5(limits)
        case .md5: try scanner.expectSaltAndHash(saltLength: 0...8, hashLength: 22)
        case .nt: try scanner.screenNT()
        case .bsdi: try scanner.screenBSDI(limits)
        // salt (2) hash (11); bigcrypt has up to 15 further hashes, one for each 8 bytes of the password
        case .des:
            guard (13...178).contains(hash.count), (hash.count - 2) % 11 == 0 else { throw .malformed }
            try expectDigits(hash)
        }
        return method
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "\\"): false
        default: (0x21...0x7E).contains(byte)
        }
    }

    /// Throws unless `text` is digits of base 64, and `count` of them if that is given.
    static func expectDigits(_ text: Bytes, count: Int? = nil) throws(HashDefect) {
        guard text.count == count ?? text.count, text.allSatisfy(CryptBase64.contains) else { throw .malformed }
    }
}

/// The methods' hashes behind their prefixes.
extension ByteScanner {
    // $2y$10$ salt (22) hash (31)
    fileprivate mutating func screenBcrypt(_ limits: CostLimits) throws(HashDefect) {
        guard let minor = next(), "abxy".utf8.contains(minor), skip("$"),
            let tens = next(), tens.isASCIIDigit, let ones = next(), ones.isASCIIDigit
        else { throw .malformed }
        let cost = Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
        try CostLimits.check("cost", cost, atMost: limits.bcryptCost)
        guard cost >= 4, skip("$") else { throw .malformed }
        try CryptHash.expectDigits(rest, count: 53)
    }

    // $6$ [rounds=5001$] salt $ hash
    fileprivate mutating func screenSHA(_ limits: CostLimits, hashLength: Int) throws(HashDefect) {
        if skip("rounds=") {
            let rounds = try cost("number of rounds", atMost: limits.shaCryptRounds)
            guard (1000...999_999_999).contains(rounds), skip("$") else { throw .malformed }
        }
        try expectSaltAndHash(saltLength: 0...16, hashLength: hashLength)
    }

    // $sha1$ iterations $ salt $ hash
    fileprivate mutating func screenSHA1(_ limits: CostLimits) throws(HashDefect) {
        guard skip("$") else { throw .malformed }
        let iterations = try cost("number of iterations", atMost: limits.sha1CryptIterations)
        guard iterations > 0, skip("$"), let salt = take(upTo: "$"), (1...64).contains(salt.count)
        else { throw .malformed }
        try CryptHash.expectDigits(salt)
        try CryptHash.expectDigits(rest, count: 28)
    }

    // $md5 [,rounds=904] $ salt [$] $ hash
    fileprivate mutating func screenSunMD5(_ limits: CostLimits) throws(HashDefect) {
        guard skip("$") || skip(",") else { throw .malformed }
        if skip("rounds=") {
            guard let rounds = decimal() else { throw .malformed }
            let total = rounds > .max - 4096 ? .max : rounds + 4096
            try CostLimits.check("number of rounds", total, atMost: limits.sunMD5Rounds)
            guard rounds > 0, skip("$") else { throw .malformed }
        }
        guard let salt = take(upTo: "$") else { throw .malformed }
        try CryptHash.expectDigits(salt)
        _ = skip("$")
        try CryptHash.expectDigits(rest, count: 22)
    }

    // $3$$ MD4 in lower-case hex
    fileprivate mutating func screenNT() throws(HashDefect) {
        guard skip("$"), rest.count == 32,
            rest.allSatisfy({ $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) })
        else { throw .malformed }
    }

    // _ count (4) salt (4) hash (11)
    fileprivate mutating func screenBSDI(_ limits: CostLimits) throws(HashDefect) {
        let count = try cryptNumber(digits: 4)
        try CostLimits.check("iteration count", Int(count), atMost: limits.bsdiCount)
        guard count > 0 else { throw .malformed }
        try CryptHash.expectDigits(rest, count: 15)
    }

    /// Throws unless a salt of any allowed bytes comes next, and the rest is a hash.
    fileprivate mutating func expectSaltAndHash(saltLength: ClosedRange<Int>, hashLength: Int) throws(HashDefect) {
        guard let salt = take(upTo: "$"), saltLength.contains(salt.count) else { throw .malformed }
        try CryptHash.expectDigits(rest, count: hashLength)
    }
}
