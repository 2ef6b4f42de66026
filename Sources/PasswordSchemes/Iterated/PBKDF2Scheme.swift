import SecretBytes

/// PBKDF2: `$1$salt$rounds$` and 20 bytes of PBKDF2-HMAC-SHA1 in hex (password-scheme-pbkdf2.c). The salt is used as text.
struct PBKDF2Scheme: PasswordHashing {
    /// Dovecot's default of 5,000 dates from 2015.
    static let defaultRounds = 200_000

    private struct Parts {
        var salt: UnsafeRawBufferPointer
        var rounds: Int
        var key: UnsafeRawBufferPointer
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        let parts = try parse(data)
        try CostLimits.check("number of rounds", parts.rounds, atMost: limits.pbkdf2Rounds)
        _ = try key(parts)
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        let parts = try parse(data)
        guard let rounds = UInt32(exactly: parts.rounds) else { throw .malformed }
        let computed = DigestAlgorithm.sha1.stretch(password, salt: parts.salt, iterations: rounds)
        return computed.isEqual(to: try key(parts))
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        let rounds = try request.rounds(
            from: 1, to: min(request.limits.pbkdf2Rounds, Int(UInt32.max)), otherwise: Self.defaultRounds)
        let salt = RandomBytes.salt(16)
        let key = salt.withUnsafeBytes {
            DigestAlgorithm.sha1.stretch(password, salt: $0, iterations: UInt32(clamping: rounds))
        }
        var data = SecretBytes(capacity: 128)
        data.append("$1$")
        data.append(salt)
        data.append("$\(rounds)$")
        data.append(PasswordEncoding.hex.encode(key))
        return data
    }

    private func parse(_ data: UnsafeRawBufferPointer) throws(HashDefect) -> Parts {
        var scanner = ByteScanner(data)
        guard scanner.skip("$1$"), let salt = scanner.take(upTo: "$"), let rounds = scanner.decimal(), rounds > 0,
            scanner.skip("$")
        else { throw .malformed }
        return Parts(salt: salt, rounds: rounds, key: scanner.rest)
    }

    private func key(_ parts: Parts) throws(HashDefect) -> SecretBytes {
        guard let key = PasswordEncoding.hex.decode(parts.key), key.count == DigestAlgorithm.sha1.size
        else { throw .malformed }
        return key
    }
}
