import SecretBytes

/// SHA, SHA1, SHA256, SHA512, PLAIN-MD4, PLAIN-MD5, LDAP-MD5: the digest of the password, and nothing else.
struct DigestScheme: PasswordHashing {
    let algorithm: DigestAlgorithm

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        guard data.count == algorithm.size else { throw .malformed }
    }

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        algorithm.digest(password).withUnsafeBytes { constantTimeEqual($0, data) }
    }

    func generate(_ password: UnsafeRawBufferPointer, _ request: GenerationRequest) throws(GenerationDefect)
        -> SecretBytes
    {
        try request.expectNoRounds()
        return algorithm.digest(password)
    }
}
