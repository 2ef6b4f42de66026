import SecretBytes

/// MD5: an MD5-CRYPT hash, or the digest of PLAIN-MD5 in hex or base64 (password-scheme.c, md5_verify).
struct MD5Scheme: PasswordHashing {
    private let crypt = MD5CryptScheme()

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        if data.starts(with: MD5CryptScheme.prefix) { return try crypt.screen(data, limits: limits) }
        _ = try digest(data)
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        if data.starts(with: MD5CryptScheme.prefix) { return try crypt.matches(password, data, user: user) }
        return DigestAlgorithm.md5.digest(password).isEqual(to: try digest(data))
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        try crypt.generate(password, request)
    }

    private func digest(_ text: UnsafeRawBufferPointer) throws(HashDefect) -> SecretBytes {
        guard let digest = PasswordEncoding.decode(text, expecting: DigestAlgorithm.md5.size) else { throw .malformed }
        return digest
    }
}
