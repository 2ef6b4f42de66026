/// What came of comparing a password with what is stored.
public enum PasswordComparison: Equatable, Sendable {
    /// The password is the right one.
    case match
    /// The stored hash is sound, and this is not its password.
    case mismatch
    /// Nothing can match what is stored; no password logs in until an administrator sets a new one.
    case unusable(UnusablePassword)
}
