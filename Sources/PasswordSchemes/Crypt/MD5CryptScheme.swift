import SecretBytes

/// MD5-CRYPT: `$1$salt$hash`, with the MD5-based crypt of FreeBSD 2.0.
///
/// Not left to libxcrypt, because that refuses salts that Dovecot takes (password-scheme-md5crypt.c): any bytes but `$`.
struct MD5CryptScheme: PasswordHashing {
    static let prefix = "$1$"

    /// The longest salt, in bytes.
    private static let saltLength = 8

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        var scanner = ByteScanner(data)
        guard scanner.skip(Self.prefix), let salt = scanner.take(upTo: "$"), salt.count <= Self.saltLength
        else { throw .malformed }
        try CryptHash.expectDigits(scanner.rest, count: 22)
        return { password, _ in hash(password, salt: salt).isEqual(to: data) }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        try request.expectNoRounds()
        return RandomBytes.salt(Self.saltLength).withUnsafeBytes { hash(password, salt: $0) }
    }

    private func hash(_ password: Bytes, salt: Bytes) -> SecretBytes {
        let nothing = Bytes(rebasing: salt[..<0])
        var digest = start(password, salt: salt)
        for round in 0..<1000 {
            let isOdd = round % 2 == 1
            digest = digest.withUnsafeBytes { digest in
                DigestAlgorithm.md5.digest(
                    isOdd ? password : digest, round % 3 == 0 ? nothing : salt, round % 7 == 0 ? nothing : password,
                    isOdd ? digest : password)
            }
        }
        var text = SecretBytes(capacity: salt.count + 26)
        text.append(Self.prefix)
        text.append(salt)
        text.append("$")
        digest.withUnsafeBytes { digest in
            for index in 0..<5 {
                let last = index == 4 ? 5 : index + 12
                text.append(
                    UInt32(digest[index]) << 16 | UInt32(digest[index + 6]) << 8 | UInt32(digest[last]), digits: 4)
            }
            text.append(UInt32(digest[11]), digits: 2)
        }
        return text
    }

    /// The digest before the rounds.
    private func start(_ password: Bytes, salt: Bytes) -> SecretBytes {
        let inner = DigestAlgorithm.md5.digest(password, salt, password)
        var outer = SecretBytes(capacity: 2 * password.count + salt.count + 3 + Int.bitWidth)
        outer.append(password)
        outer.append(Self.prefix)
        outer.append(salt)
        inner.withUnsafeBytes { inner in
            for offset in stride(from: 0, to: password.count, by: inner.count) {
                outer.append(Bytes(rebasing: inner.prefix(password.count - offset)))
            }
        }
        // One byte for each bit of the length, the lowest first: NUL for a one, the password's first for a zero.
        for bit in 0..<(Int.bitWidth - password.count.leadingZeroBitCount) {
            outer.append(password.count >> bit & 1 == 1 ? 0 : password[0])
        }
        return outer.withUnsafeBytes { DigestAlgorithm.md5.digest($0) }
    }
}

extension SecretBytes {
    /// Adds the lowest bits of `number` as `digits` digits of crypt(3)'s base 64, the least significant first.
    fileprivate mutating func append(_ number: UInt32, digits: Int) {
        for place in 0..<UInt32(digits) { append(CryptBase64.digits[Int(number >> (6 * place) & 63)]) }
    }
}
