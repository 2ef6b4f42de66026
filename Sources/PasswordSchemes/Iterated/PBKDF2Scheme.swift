import SecretBytes

/// PBKDF2: `$1$salt$rounds$` and 20 bytes of PBKDF2-HMAC-SHA1 in hex (password-scheme-pbkdf2.c). The salt is used as text.
struct PBKDF2Scheme: PasswordHashing {
    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        var scanner = ByteScanner(data)
        guard scanner.skip("$1$"), let salt = scanner.take(upTo: "$"), let rounds = scanner.decimal(),
            rounds > 0, scanner.skip("$")
        else { throw .malformed }
        try CostLimits.check("number of rounds", rounds, atMost: limits.pbkdf2Rounds)
        guard let rounds = UInt32(exactly: rounds), let key = PasswordEncoding.hex.decode(scanner.rest),
            key.count == DigestAlgorithm.sha1.size
        else { throw .malformed }
        return { password, _ in
            DigestAlgorithm.sha1.stretch(password, salt: salt, iterations: rounds).isEqual(to: key)
        }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        // Dovecot's default of 5,000 dates from 2015.
        let rounds = try request.rounds(
            from: 1, to: min(request.limits.pbkdf2Rounds, Int(UInt32.max)), otherwise: 200_000)
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
}
