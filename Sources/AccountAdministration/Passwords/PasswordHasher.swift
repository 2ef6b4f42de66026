import PasswordSchemes
import SecretBytes

package struct PasswordHasher: Sendable {
    /// The scheme's name, with `.hex` or `.b64` behind it for that encoding.
    package let scheme: String
    package let rounds: Int?
    package let limits: CostLimits

    package init(scheme: String, rounds: Int?, limits: CostLimits) {
        self.scheme = scheme
        self.rounds = rounds
        self.limits = limits
    }

    /// The hash of `password` for the database. `user` is the account's full name, which DIGEST-MD5 hashes as well.
    package func hash(_ password: borrowing SecretBytes, user: String?) throws(AdministrationError) -> SecretBytes {
        do throws(GenerationError) {
            return try PasswordScheme.generate(password, scheme: scheme, rounds: rounds, user: user, limits: limits)
        } catch {
            throw AdministrationError(error)
        }
    }

    /// Throws if ``hash(_:user:)`` would, as far as that can be told without hashing `password`.
    func expectHashable(_ password: borrowing SecretBytes) throws(AdministrationError) {
        do throws(GenerationError) {
            try PasswordScheme.expectHashable(password)
        } catch {
            throw AdministrationError(error)
        }
    }

    package func warnings(for password: borrowing SecretBytes) -> [PasswordWarning] {
        PasswordScheme(named: String(scheme.prefix { $0 != "." }))?.warnings(for: password) ?? []
    }
}

/// A hash that an administrator gives, to be stored as it is.
package enum GivenHash {
    /// Throws if `hash` may be a password: if it neither names its scheme nor begins like a hash of crypt(3).
    ///
    /// Thirteen letters could be a DES hash or a password; only `{CRYPT}` tells.
    package static func expectHash(_ hash: borrowing SecretBytes) throws(AdministrationError) {
        let first = hash.withUnsafeBytes { $0.first }
        if first == UInt8(ascii: "{") { return }
        if first == UInt8(ascii: "$"), PasswordVerifier().strength(of: hash) != nil { return }
        throw .data(
            "--hash: no scheme is recognised; put {SCHEME} before the hash, {CRYPT} before one of crypt(3); give a password with --password-stdin"
        )
    }

    package static func warnings(for hash: borrowing SecretBytes) -> [PasswordWarning] {
        let verifier = PasswordVerifier()
        guard let scheme = verifier.schemeName(of: hash) else { return [] }
        return switch verifier.strength(of: hash) {
        case .clear: [.clear(scheme: scheme)]
        case .weak: [.weak(scheme: scheme)]
        case .strong, nil: []
        }
    }
}

extension AdministrationError {
    package init(_ error: GenerationError) {
        let status: ExitStatus =
            switch error {
            case .unknownScheme, .roundsOutOfRange, .noRounds, .userNeeded: .usage
            case .emptyPassword, .passwordContainsNUL, .passwordTooLong, .unusable: .data
            case .notComputed: .temporary
            }
        self.init(status, error.description)
    }

    package init(_ reason: UnusablePassword) {
        if case .notComputed = reason {
            self.init(.temporary, reason.description)
        } else {
            self.init(.data, reason.description)
        }
    }
}
