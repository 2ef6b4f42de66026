import PasswordSchemes
import SecretBytes

/// The properties of a stored password that may be shown.
public struct StoredPassword: Equatable, Sendable, Encodable {
    /// The scheme that verifies it; nil if there is none.
    @OrNull public internal(set) var scheme: String?
    /// `strong`, `weak` or `clear`; nil if no password can match it.
    @OrNull public internal(set) var strength: String?
    /// The reason why no password can match it; nil if one may.
    @OrNull public internal(set) var problem: String?

    init(_ stored: borrowing SecretBytes, _ verifier: PasswordVerifier) {
        scheme = verifier.schemeName(of: stored)
        strength = verifier.strength(of: stored)?.rawValue
        problem = verifier.reasonUnusable(stored)?.description
    }
}
