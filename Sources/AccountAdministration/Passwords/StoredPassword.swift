import PasswordSchemes
import SecretBytes

/// The properties of a stored password that may be shown.
package struct StoredPassword: Equatable, Sendable, Encodable {
    @OrNull package internal(set) var scheme: String?
    /// `strong`, `weak` or `clear`; nil if no password can match it.
    @OrNull package internal(set) var strength: String?
    @OrNull package internal(set) var problem: String?

    init(_ stored: borrowing SecretBytes, _ verifier: PasswordVerifier) {
        scheme = verifier.schemeName(of: stored)
        strength = verifier.strength(of: stored)?.rawValue
        problem = verifier.reasonUnusable(stored)?.description
    }
}
