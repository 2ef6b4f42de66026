import SecretBytes

extension PasswordScheme {
    /// The scheme for new passwords: yescrypt, at the cost that libxcrypt prefers.
    public static var preferred: String { "CRYPT" }

    /// The stored form of `password`, `{SCHEME}data`, with a new random salt.
    ///
    /// - Parameters:
    ///   - scheme: The scheme's name, in upper or lower case, with the suffix `.hex`, `.b64` or `.base64` for that encoding. A
    ///     scheme that Dovecot knows as CRYPT only is written so.
    ///   - rounds: The cost in the scheme's own measure (bcrypt's is a logarithm); nil for its default.
    ///   - user: The user's full name, which DIGEST-MD5 needs.
    ///   - limits: The most that verifying the hash may cost.
    public static func generate(
        _ password: borrowing SecretBytes, scheme: String = preferred, rounds: Int? = nil, user: String? = nil,
        limits: CostLimits = CostLimits()
    ) throws(GenerationError) -> SecretBytes {
        let (scheme, encoding) = try lookUp(scheme)
        let request = GenerationRequest(rounds: rounds, user: user, limits: limits)
        let data = try password.withUnsafeBytes { password throws(GenerationError) in
            try check(password)
            do throws(GenerationDefect) {
                return try scheme.hashing.generate(password, request)
            } catch {
                throw error.named(scheme.name)
            }
        }
        try scheme.screen(data, limits)
        return scheme.write(data, encoding: encoding)
    }

    /// The weaknesses of a hash of `password` by this scheme.
    public func warnings(for password: borrowing SecretBytes) -> [PasswordWarning] {
        var warnings: [PasswordWarning] = []
        switch strength {
        case .strong: break
        case .weak: warnings.append(.weak(scheme: name))
        case .clear: warnings.append(.clear(scheme: name))
        }
        if let bytes = hashing.significantBytes, password.count > bytes {
            warnings.append(.cutOff(scheme: name, bytes: bytes))
        }
        if hashing.ignoresEighthBit, password.withUnsafeBytes({ $0.contains { $0 > 127 } }) {
            warnings.append(.eighthBitIgnored(scheme: name))
        }
        if hashing is DigestMD5Scheme { warnings.append(.boundToUser(scheme: name)) }
        if dovecotName == "CRYPT", name != "CRYPT" { warnings.append(.writtenAsCrypt(scheme: name)) }
        return warnings
    }

    private static func lookUp(_ name: String) throws(GenerationError) -> (PasswordScheme, PasswordEncoding?) {
        do throws(UnusablePassword) {
            return try StoredPassword.lookUp(name)
        } catch {
            if case .unknownScheme(let name) = error { throw .unknownScheme(name) }
            throw .unusable(error)
        }
    }

    private static func check(_ password: UnsafeRawBufferPointer) throws(GenerationError) {
        guard !password.isEmpty else { throw .emptyPassword }
        guard !password.contains(0) else { throw .passwordContainsNUL }
        guard password.count <= GenerationRequest.maximumPasswordLength
        else { throw .passwordTooLong(limit: GenerationRequest.maximumPasswordLength) }
    }

    private func screen(_ data: borrowing SecretBytes, _ limits: CostLimits) throws(GenerationError) {
        do throws(HashDefect) {
            try data.withUnsafeBytes { data throws(HashDefect) in try hashing.screen(data, limits: limits) }
        } catch {
            throw .unusable(error.named(name))
        }
    }

    private func write(_ data: borrowing SecretBytes, encoding: PasswordEncoding?) -> SecretBytes {
        var stored = SecretBytes(capacity: name.utf8.count + 10 + data.count * 2)
        stored.append("{\(dovecotName)\(encoding?.suffix ?? "")}")
        if let encoding = encoding ?? self.encoding {
            stored.append(encoding.encode(data))
        } else {
            stored.append(data)
        }
        return stored
    }
}
