/// Why nothing can match a stored password. Says nothing of the stored data itself, so it may be logged.
public enum UnusablePassword: Error, Equatable, Sendable {
    /// Nothing is stored.
    case empty
}
