import PasswordSchemes
import SecretBytes

/// How new passwords are hashed.
public struct PasswordHasher: Sendable {
    /// The scheme's name, with `.hex` or `.b64` behind it for that encoding.
    public let scheme: String
    /// Its cost, in its own measure; nil for its default.
    public let rounds: Int?
    /// The most that verifying a hash may cost.
    public let limits: CostLimits

    /// Hashes by the scheme called `scheme`, at the cost of `rounds`.
    public init(
        scheme: String = PasswordScheme.preferred, rounds: Int? = nil, limits: CostLimits = CostLimits()
    ) {
        self.scheme = scheme
        self.rounds = rounds
        self.limits = limits
    }

    /// What the database stores for `password`. `user` is the account's full name, which DIGEST-MD5 hashes as well.
    public func hash(_ password: borrowing SecretBytes, user: String?) throws(AdministrationError) -> SecretBytes {
        do throws(GenerationError) {
            return try PasswordScheme.generate(password, scheme: scheme, rounds: rounds, user: user, limits: limits)
        } catch {
            throw AdministrationError(error)
        }
    }

    /// What should be known of hashing `password` so.
    public func warnings(for password: borrowing SecretBytes) -> [PasswordWarning] {
        PasswordScheme(named: String(scheme.prefix { $0 != "." }))?.warnings(for: password) ?? []
    }
}

extension AdministrationError {
    /// Why no hash was made: what was asked for, the password, or the machine.
    public init(_ error: GenerationError) {
        let status: ExitStatus =
            switch error {
            case .unknownScheme, .roundsOutOfRange, .noRounds, .userNeeded: .usage
            case .emptyPassword, .passwordContainsNUL, .passwordTooLong, .unusable: .data
            case .notComputed: .temporary
            }
        self.init(status, error.description)
    }

    /// Why no password matches a hash.
    public init(_ reason: UnusablePassword) {
        if case .notComputed = reason {
            self.init(.temporary, reason.description)
        } else {
            self.init(.data, reason.description)
        }
    }
}
