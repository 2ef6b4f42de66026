/// The answer to a look-up in a table of Postfix.
public enum PostfixAnswer: Equatable, Sendable {
    /// The value of the key; never empty, and at most 100,000 bytes.
    case found(String)
    /// The table does not have the key.
    case notFound
    /// It cannot be told now: Postfix defers the mail.
    case temporaryFailure(TemporaryFailure)
}
