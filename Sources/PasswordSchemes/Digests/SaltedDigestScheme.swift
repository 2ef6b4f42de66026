import SecretBytes

/// SMD5, SSHA, SSHA256, SSHA512: the digest of the password and a salt, then the salt, which is the rest of the data.
struct SaltedDigestScheme: PasswordHashing {
    let algorithm: DigestAlgorithm

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        guard data.count > algorithm.size else { throw .malformed }
        let digest = Bytes(rebasing: data[..<algorithm.size])
        let salt = Bytes(rebasing: data[algorithm.size...])
        return { password, _ in algorithm.digest(password, salt).isEqual(to: digest) }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        try request.expectNoRounds()
        // As long as Dovecot's.
        let salt = RandomBytes.make(4)
        return SecretBytes(joining: salt.withUnsafeBytes { algorithm.digest(password, $0) }, salt)
    }
}
