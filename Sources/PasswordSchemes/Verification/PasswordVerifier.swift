import SecretBytes

/// The result of comparing a password with a stored one.
public enum PasswordComparison: Equatable, Sendable {
    /// The password is right.
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
public struct PasswordVerifier: Sendable {
    private let defaultScheme: String
    private let limits: CostLimits

    /// - Parameters:
    ///   - defaultScheme: The scheme of a stored password that names none and is not recognised by its form.
    ///   - limits: The most that verifying a hash may cost.
    public init(defaultScheme: String = "CRYPT", limits: CostLimits = CostLimits()) {
        self.defaultScheme = defaultScheme
        self.limits = limits
    }

    /// Compares `password` with `stored`. `user` is the full canonical user name, which DIGEST-MD5 hashes with the password.
    public func compare(
        _ password: borrowing SecretBytes, with stored: borrowing SecretBytes, user: String
    ) -> PasswordComparison {
        password.withUnsafeBytes { password in
            stored.withUnsafeBytes { stored in
                do throws(UnusablePassword) {
                    return try matches(password, stored, user: user) ? .match : .mismatch
                } catch {
                    return .unusable(error)
                }
            }
        }
    }

    /// The reason why no password can match `stored`, as far as it shows without computing a hash; nil if one may match.
    public func reasonUnusable(_ stored: borrowing SecretBytes) -> UnusablePassword? {
        stored.withUnsafeBytes { stored in
            do throws(UnusablePassword) {
                let stored = try StoredPassword(stored, defaultScheme: defaultScheme)
                try screened(stored) { (_) throws(HashDefect) in }
                return nil
            } catch {
                return error
            }
        }
    }

    /// The scheme of `stored` in upper case, without its encoding; nil if it is unknown.
    public func schemeName(of stored: borrowing SecretBytes) -> String? {
        stored.withUnsafeBytes { try? StoredPassword($0, defaultScheme: defaultScheme).scheme.name }
    }

    /// The strength of `stored`; nil if no password can match it.
    public func strength(of stored: borrowing SecretBytes) -> SchemeStrength? {
        stored.withUnsafeBytes { stored in
            guard let stored = try? StoredPassword(stored, defaultScheme: defaultScheme) else { return nil }
            return try? screened(stored) { (data) throws(HashDefect) in
                stored.scheme.hashing.strength(of: data) ?? stored.scheme.strength
            }
        }
    }

    /// `stored` with a `{SCHEME}` that every Dovecot knows: CRYPT for the schemes that only libxcrypt has. Throws if no password
    /// can match it, as far as that shows without computing a hash.
    public func dovecotForm(of stored: borrowing SecretBytes) throws(UnusablePassword) -> SecretBytes {
        try stored.withUnsafeBytes { (bytes) throws(UnusablePassword) in
            let stored = try StoredPassword(bytes, defaultScheme: defaultScheme)
            try screened(stored) { (_) throws(HashDefect) in }
            let (name, suffix) = (stored.scheme.dovecotName, stored.encoding?.suffix ?? "")
            var form = SecretBytes(capacity: name.utf8.count + suffix.utf8.count + 2 + stored.data.count)
            form.append("{\(name)\(suffix)}")
            form.append(stored.data)
            return form
        }
    }

    private func matches(
        _ password: UnsafeRawBufferPointer, _ stored: UnsafeRawBufferPointer, user: String
    ) throws(UnusablePassword) -> Bool {
        let stored = try StoredPassword(stored, defaultScheme: defaultScheme)
        return try screened(stored) { (data) throws(HashDefect) in
            guard !password.contains(0) else { return false }
            return try stored.scheme.hashing.matches(password, data, user: user)
        }
    }

    /// Calls `body` with the decoded data of `stored` once it has passed every check.
    private func screened<Result>(
        _ stored: StoredPassword, _ body: (UnsafeRawBufferPointer) throws(HashDefect) -> Result
    ) throws(UnusablePassword) -> Result {
        do throws(HashDefect) {
            return try stored.withDecoded { data throws(HashDefect) in
                try stored.scheme.hashing.screen(data, limits: limits)
                return try body(data)
            }
        } catch {
            throw error.named(stored.scheme.name)
        }
    }
}
