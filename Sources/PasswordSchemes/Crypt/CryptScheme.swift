import SecretBytes

/// CRYPT and the other schemes that libxcrypt computes.
///
/// Like Dovecot (password-scheme.c, crypt_verify), CRYPT, DES-CRYPT, SHA256-CRYPT and SHA512-CRYPT accept hashes of every
/// method. BLF-CRYPT and the schemes that Dovecot does not have accept their own method only.
struct CryptScheme: PasswordHashing {
    /// The method of new hashes.
    let method: CryptMethod
    /// True if hashes of other methods are refused.
    let isStrict: Bool

    init(_ method: CryptMethod) {
        self.method = method
        isStrict = false
    }

    init(only method: CryptMethod) {
        self.method = method
        isStrict = true
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        try CryptHash.screen(data, limits: limits)
        guard !isStrict || CryptMethod(of: data) == method else { throw .malformed }
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        // bcrypt reads 72 bytes. libxcrypt refuses 512 and more, which Dovecot's own bcrypt accepts.
        let isBcrypt = CryptMethod(of: data) == .bcrypt
        let password = isBcrypt ? UnsafeRawBufferPointer(rebasing: password.prefix(72)) : password
        guard password.count < Libxcrypt.passwordSize else { return false }
        guard let hash = Libxcrypt.hash(password, setting: data) else {
            // libxcrypt returns EINVAL also when memory is short, which may have passed by now. The form of the hash is known to be right.
            throw CryptHash.memory(of: data) == 0 ? .malformed : .notComputed
        }
        return hash.withUnsafeBytes { constantTimeEqual($0, data) }
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        var count = 0
        if let cost = method.cost(request.limits) {
            count = try request.rounds(from: cost.lowest, to: cost.highest, otherwise: cost.standard)
        } else {
            try request.expectNoRounds()
        }
        guard let setting = Libxcrypt.setting(prefix: method.newPrefix, count: count),
            let hash = setting.withUnsafeBytes({ Libxcrypt.hash(password, setting: $0) })
        else { throw .notComputed }
        return hash
    }

    func strength(of data: UnsafeRawBufferPointer) -> SchemeStrength? {
        CryptMethod(of: data)?.strength
    }

    var significantBytes: Int? { method.significantBytes }

    var ignoresEighthBit: Bool { method == .des || method == .bsdi }
}
