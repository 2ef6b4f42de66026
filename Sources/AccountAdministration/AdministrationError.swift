import AccountStore
import Authentication

/// The reason why a command changed nothing, and its remedy, in one line.
public struct AdministrationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The exit status of the program.
    public let status: ExitStatus
    /// What happened, to what, and what to do. It never quotes a password or a hash.
    public let description: String
    /// The changes that --cascade would make to rows that refer to the one that was not removed.
    public let referrers: [Change]

    /// An error of one line.
    public init(_ status: ExitStatus, _ description: String, referrers: [Change] = []) {
        self.status = status
        self.description = description
        self.referrers = referrers
    }

    /// The error of a database that gave no answer.
    public init(_ error: StoreError) {
        switch error.kind {
        case .locked: self.init(.temporary, "\(error); nothing was changed")
        case .missing, .notPermitted, .unreachable, .other: self.init(.temporary, error.description)
        case .damaged, .wrongSchema, .constraint: self.init(.data, error.description)
        }
    }
}

/// Calls `body` and throws its error as one for an administrator.
func translatingErrors<Result: ~Copyable>(
    _ body: () throws(StoreError) -> Result
) throws(AdministrationError) -> Result {
    do throws(StoreError) { return try body() } catch { throw AdministrationError(error) }
}
