import SecretBytes

/// SHA, SHA1, SHA256, SHA512, PLAIN-MD4, PLAIN-MD5, LDAP-MD5: the digest of the password.
struct DigestScheme: UnsaltedHashing {
    let algorithm: DigestAlgorithm

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    func hash(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes { algorithm.digest(password) }
}

/// SMD5, SSHA, SSHA256, SSHA512: the digest of the password and a salt, then the salt, which is the rest of the data.
struct SaltedDigestScheme: PasswordHashing {
    /// The length of Dovecot's salts in bytes.
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
        return algorithm.digest(password, salt).isEqual(to: digest)
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        try request.expectNoRounds()
        return RandomBytes.make(Self.saltLength).withUnsafeBytes { salt in
            var data = SecretBytes(capacity: algorithm.size + salt.count)
            data.append(algorithm.digest(password, salt))
            data.append(salt)
            return data
        }
    }
}
