import SecretBytes

/// CRYPT and the other schemes that libxcrypt computes.
///
/// Like Dovecot (password-scheme.c, crypt_verify), CRYPT, DES-CRYPT, SHA256-CRYPT and SHA512-CRYPT accept hashes of every
/// method. BLF-CRYPT and the schemes that Dovecot does not have accept their own method only.
struct CryptScheme: PasswordHashing {
    /// The method of new hashes.
    let method: CryptMethod
    /// True if hashes of other methods are refused.
    var isStrict = false

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        let method = try CryptHash.screen(data, limits: limits)
        guard !isStrict || method == self.method else { throw .malformed }
        return { (password, _) throws(HashDefect) in
            // bcrypt reads 72 bytes. libxcrypt refuses 512 and more, which Dovecot's own bcrypt accepts.
            let password = method == .bcrypt ? Bytes(rebasing: password.prefix(72)) : password
            guard password.count <= GenerationRequest.maximumPasswordLength else { return false }
            guard let hash = Libxcrypt.hash(password, setting: data) else {
                // libxcrypt returns EINVAL also when memory is short, which may have passed by now. The form of the hash is known to be right.
                throw [.yescrypt, .gostYescrypt, .scrypt].contains(method) ? .notComputed : .malformed
            }
            return hash.isEqual(to: data)
        }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        var count = 0
        if let counts = method.counts(request.limits) {
            count = try request.rounds(from: counts.lowest, to: counts.highest, otherwise: counts.standard)
        } else {
            try request.expectNoRounds()
        }
        let prefix = method == .bcrypt ? "$2y$" : method.rawValue
        guard let setting = Libxcrypt.setting(prefix: prefix, count: count),
            let hash = setting.withUnsafeBytes({ Libxcrypt.hash(password, setting: $0) })
        else { throw .notComputed(scheme: request.scheme) }
        return hash
    }
}
