import AccountStore
import PasswordSchemes

/// The answer to a login. The four are never mixed: what cannot be told is not "unknown", and is not "no".
public enum LoginVerdict: Equatable, Sendable {
    /// The account may log in.
    case allowed(Account)
    /// The account may not log in, and no other passdb may let it in.
    case denied(Denial)
    /// There is no such account here; another passdb may know it.
    case unknown
    /// It cannot be told now.
    case temporaryFailure(TemporaryFailure)
}

/// Why a login is denied.
public enum Denial: Equatable, Sendable {
    /// The account's rows say so, by the policy table.
    case states([AccountState])
    /// Another password is stored.
    case wrongPassword
    /// The stored password cannot match any.
    case unusablePassword(UnusablePassword)
}
