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
                let stored = try StoredPassword(stored, defaultScheme: defaultScheme)
                try screened(stored) { (_) throws(HashDefect) in }
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
            guard let stored = try? StoredPassword(stored, defaultScheme: defaultScheme) else { return nil }
            return try? screened(stored) { (data) throws(HashDefect) in
                stored.scheme.hashing.strength(of: data) ?? stored.scheme.strength
            }
        }
    }

    /// `stored` as Dovecot takes it, whatever default scheme it is set to: with `{SCHEME}`, and CRYPT for the names of
    /// schemes that only libxcrypt has. Throws why nothing at all can match it, as far as that is known without computing a hash.
    public func dovecotForm(of stored: borrowing SecretBytes) throws(UnusablePassword) -> SecretBytes {
        try stored.withUnsafeBytes { (bytes) throws(UnusablePassword) in
            let stored = try StoredPassword(bytes, defaultScheme: defaultScheme)
            try screened(stored) { (_) throws(HashDefect) in }
            let (name, suffix) = (stored.scheme.dovecotName, stored.encoding?.suffix ?? "")
            var form = SecretBytes(capacity: name.utf8.count + suffix.utf8.count + 2 + stored.data.count)
            form.append("{")
            form.append(name)
            form.append(suffix)
            form.append("}")
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

    /// Calls `body` with the decoded data of `stored`, after it has passed every check.
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
