import SecretBytes

/// The result of comparing a password with a stored one.
package enum PasswordComparison: Equatable, Sendable {
    case match
    /// The stored hash is sound, and the password is wrong.
    case mismatch
    /// No password matches the stored one until an administrator sets a new one.
    case unusable(UnusablePassword)
}

/// Verifies passwords against stored ones: `{SCHEME}data` as Dovecot writes it, or a bare hash.
///
/// SECURITY: the time of a comparison does not depend on where two hashes differ. Everything derived from a password is wiped
/// after use. A password with a NUL byte matches nothing: crypt(3) would read only the part before it, and no protocol of
/// Dovecot can carry one.
package struct PasswordVerifier: Sendable {
    private let defaultScheme: String
    private let limits: CostLimits

    /// - Parameters:
    ///   - defaultScheme: The scheme of a stored password that names none and is not recognised by its form.
    ///   - limits: The most that verifying a hash may cost.
    package init(defaultScheme: String = "CRYPT", limits: CostLimits = CostLimits()) {
        self.defaultScheme = defaultScheme
        self.limits = limits
    }

    /// Compares `password` with `stored`. `user` is the full canonical user name, which DIGEST-MD5 hashes with the password.
    package func compare(
        _ password: borrowing SecretBytes, with stored: borrowing SecretBytes, user: String
    ) -> PasswordComparison {
        password.withUnsafeBytes { password in
            do throws(UnusablePassword) {
                let isMatch = try screened(stored) { (_, _, matches) throws(HashDefect) in
                    password.contains(0) ? false : try matches(password, user)
                }
                return isMatch ? .match : .mismatch
            } catch {
                return .unusable(error)
            }
        }
    }

    /// The reason why no password can match `stored`, as far as it shows without computing a hash; nil if one may match.
    package func reasonUnusable(_ stored: borrowing SecretBytes) -> UnusablePassword? {
        do throws(UnusablePassword) {
            try screened(stored) { (_, _, _) throws(HashDefect) in }
            return nil
        } catch {
            return error
        }
    }

    /// The scheme of `stored` in upper case, without its encoding; nil if it is unknown.
    package func schemeName(of stored: borrowing SecretBytes) -> String? {
        stored.withUnsafeBytes { try? StoredPassword($0, defaultScheme: defaultScheme).scheme.name }
    }

    /// The strength of `stored`; nil if no password can match it.
    package func strength(of stored: borrowing SecretBytes) -> SchemeStrength? {
        try? screened(stored) { (stored, data, _) throws(HashDefect) in
            let method = stored.scheme.hashing is CryptScheme ? CryptMethod(of: data) : nil
            return method?.strength ?? stored.scheme.strength
        }
    }

    /// `stored` with a `{SCHEME}` that every Dovecot knows: CRYPT for the schemes that only libxcrypt has. Throws if no password
    /// can match it, as far as that shows without computing a hash.
    package func dovecotForm(of stored: borrowing SecretBytes) throws(UnusablePassword) -> SecretBytes {
        try screened(stored) { (stored, _, _) throws(HashDefect) in
            stored.scheme.stored(stored.data, in: stored.encoding)
        }
    }

    /// Calls `body` with `stored`, its decoded data and the comparison with that, once they have passed every check.
    private func screened<Result: ~Copyable>(
        _ stored: borrowing SecretBytes,
        _ body: (StoredPassword, Bytes, Comparison) throws(HashDefect) -> Result
    ) throws(UnusablePassword) -> Result {
        try stored.withUnsafeBytes { (bytes) throws(UnusablePassword) in
            let stored = try StoredPassword(bytes, defaultScheme: defaultScheme)
            do throws(HashDefect) {
                return try stored.withDecoded { (data) throws(HashDefect) in
                    try body(stored, data, stored.scheme.hashing.comparison(with: data, limits: limits))
                }
            } catch {
                throw error.named(stored.scheme.name)
            }
        }
    }
}
