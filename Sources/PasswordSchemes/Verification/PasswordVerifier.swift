import SecretBytes

/// Verifies passwords against what a database stores: `{SCHEME}data` as Dovecot writes it, or a bare hash.
///
/// SECURITY: every comparison takes a time that does not depend on where two hashes differ; what is derived from a password
/// is wiped after use. A password with a NUL byte matches nothing: crypt(3) would take its first part for the whole, and
/// no protocol of Dovecot lets one through.
public struct PasswordVerifier: Sendable {
    private let defaultScheme: String
    private let limits: CostLimits

    /// - Parameters:
    ///   - defaultScheme: The scheme of stored data that names none and is not recognised by its form.
    ///   - limits: What a hash may cost.
    public init(defaultScheme: String = "CRYPT", limits: CostLimits = CostLimits()) {
        self.defaultScheme = defaultScheme
        self.limits = limits
    }

    /// Does `password` match `stored`?
    ///
    /// `user` is the full canonical user name; DIGEST-MD5 hashes it with the password.
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

    /// Why nothing at all can match `stored`, as far as that is known without computing a hash; nil if something may.
    public func reasonUnusable(_ stored: borrowing SecretBytes) -> UnusablePassword? {
        stored.withUnsafeBytes { stored in
            do throws(UnusablePassword) {
                try screened(stored) { (_, _) throws(HashDefect) in }
                return nil
            } catch {
                return error
            }
        }
    }

    /// The upper-case name, without encoding, of the scheme that `stored` would be verified with; nil if there is none.
    public func schemeName(of stored: borrowing SecretBytes) -> String? {
        stored.withUnsafeBytes { try? StoredPassword($0, defaultScheme: defaultScheme).scheme.name }
    }

    /// How well `stored` keeps its password; nil if nothing can match it.
    public func strength(of stored: borrowing SecretBytes) -> SchemeStrength? {
        stored.withUnsafeBytes { stored in
            try? screened(stored) { (scheme, data) throws(HashDefect) in
                scheme.hashing.strength(of: data) ?? scheme.strength
            }
        }
    }

    /// `stored` as Dovecot takes it, whatever default scheme it is set to: with `{SCHEME}`, and CRYPT for the names of
    /// schemes that only libxcrypt has. nil if `stored` names no scheme that there is.
    public func dovecotForm(of stored: borrowing SecretBytes) -> SecretBytes? {
        stored.withUnsafeBytes { stored in
            guard let stored = try? StoredPassword(stored, defaultScheme: defaultScheme) else { return nil }
            let prefix = "{\(stored.scheme.dovecotName)\(stored.encoding?.suffix ?? "")}"
            var form = SecretBytes(capacity: prefix.utf8.count + stored.data.count)
            form.append(prefix)
            form.append(stored.data)
            return form
        }
    }

    private func matches(
        _ password: UnsafeRawBufferPointer, _ stored: UnsafeRawBufferPointer, user: String
    ) throws(UnusablePassword) -> Bool {
        try screened(stored) { (scheme, data) throws(HashDefect) in
            guard !password.contains(0) else { return false }
            return try scheme.hashing.matches(password, data, user: user)
        }
    }

    /// Calls `body` with the scheme and the decoded data of `stored`, after they have passed every check.
    private func screened<Result>(
        _ stored: UnsafeRawBufferPointer,
        _ body: (PasswordScheme, UnsafeRawBufferPointer) throws(HashDefect) -> Result
    ) throws(UnusablePassword) -> Result {
        let stored = try StoredPassword(stored, defaultScheme: defaultScheme)
        do throws(HashDefect) {
            return try stored.withDecoded { data throws(HashDefect) in
                try stored.scheme.hashing.screen(data, limits: limits)
                return try body(stored.scheme, data)
            }
        } catch {
            throw error.named(stored.scheme.name)
        }
    }
}
