import SecretBytes

/// SMD5, SSHA, SSHA256, SSHA512: the digest of the password and a salt, then the salt, which is all that follows.
struct SaltedDigestScheme: PasswordHashing {
    /// How long Dovecot makes the salt, in bytes.
    static let saltLength = 4

    let algorithm: DigestAlgorithm

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        guard data.count > algorithm.size else { throw .malformed }
    }

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        let digest = UnsafeRawBufferPointer(rebasing: data.prefix(algorithm.size))
        let salt = UnsafeRawBufferPointer(rebasing: data.dropFirst(algorithm.size))
        return algorithm.digest(password, salt).withUnsafeBytes { constantTimeEqual($0, digest) }
    }

    func generate(_ password: UnsafeRawBufferPointer, _ request: GenerationRequest) throws(GenerationDefect)
        -> SecretBytes
    {
        try request.expectNoRounds()
        return RandomBytes.make(Self.saltLength).withUnsafeBytes { salt in
            var data = SecretBytes(capacity: algorithm.size + salt.count)
            data.append(algorithm.digest(password, salt))
            data.append(salt)
            return data
        }
    }
}
