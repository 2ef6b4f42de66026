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
    package static func generate(
        _ password: borrowing SecretBytes, scheme: String = preferred, rounds: Int? = nil, user: String? = nil,
        limits: CostLimits = CostLimits()
    ) throws(GenerationError) -> SecretBytes {
        let (scheme, encoding) = try lookUp(scheme)
        let request = GenerationRequest(scheme: scheme.name, rounds: rounds, user: user, limits: limits)
        let data = try password.withUnsafeBytes { password throws(GenerationError) in
            try check(password)
            return try scheme.hashing.generate(password, request)
        }
        return try data.withUnsafeBytes { data throws(GenerationError) in
            do throws(HashDefect) {
                _ = try scheme.hashing.comparison(with: data, limits: limits)
            } catch {
                throw .unusable(error.named(scheme.name))
            }
            guard let written = encoding ?? scheme.encoding else { return scheme.stored(data, in: nil) }
            return written.encode(data).withUnsafeBytes { scheme.stored($0, in: encoding) }
        }
    }

    /// The weaknesses of a hash of `password` by this scheme.
    package func warnings(for password: borrowing SecretBytes) -> [PasswordWarning] {
        var warnings: [PasswordWarning] = []
        switch strength {
        case .strong: break
        case .weak: warnings.append(.weak(scheme: name))
        case .clear: warnings.append(.clear(scheme: name))
        }
        if let method = (hashing as? CryptScheme)?.method {
            if let bytes = method.significantBytes, password.count > bytes {
                warnings.append(.cutOff(scheme: name, bytes: bytes))
            }
            if method.ignoresEighthBit, password.withUnsafeBytes({ $0.contains { $0 > 127 } }) {
                warnings.append(.eighthBitIgnored(scheme: name))
            }
        }
        if (hashing as? UnsaltedScheme)?.hashesUser == true { warnings.append(.boundToUser(scheme: name)) }
        if dovecotName == "CRYPT", name != "CRYPT" { warnings.append(.writtenAsCrypt(scheme: name)) }
        return warnings
    }

    private static func lookUp(_ name: String) throws(GenerationError) -> (PasswordScheme, PasswordEncoding?) {
        do throws(UnusablePassword) {
            return try StoredPassword.lookUp(name.utf8)
        } catch {
            if case .unknownScheme(let name) = error { throw .unknownScheme(name) }
            throw .unusable(error)
        }
    }

    /// Throws if no scheme hashes `password`.
    package static func expectHashable(_ password: borrowing SecretBytes) throws(GenerationError) {
        try password.withUnsafeBytes { (password) throws(GenerationError) in try check(password) }
    }

    private static func check(_ password: Bytes) throws(GenerationError) {
        guard !password.isEmpty else { throw .emptyPassword }
        guard !password.contains(0) else { throw .passwordContainsNUL }
        guard password.count <= GenerationRequest.maximumPasswordLength
        else { throw .passwordTooLong(limit: GenerationRequest.maximumPasswordLength) }
    }
}
