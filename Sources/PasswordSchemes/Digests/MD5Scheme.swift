import SecretBytes

/// MD5: an MD5-CRYPT hash, or the digest of PLAIN-MD5 in hex or base64 (password-scheme.c, md5_verify).
struct MD5Scheme: PasswordHashing {
    private let crypt = MD5CryptScheme()

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        if data.starts(with: MD5CryptScheme.prefix.utf8) { return try crypt.comparison(with: data, limits: limits) }
        guard let digest = PasswordEncoding.decode(data, expecting: DigestAlgorithm.md5.size) else { throw .malformed }
        return { password, _ in DigestAlgorithm.md5.digest(password).isEqual(to: digest) }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        try crypt.generate(password, request)
    }
}
