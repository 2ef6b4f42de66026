import AccountStore

/// The reason why a command changed nothing, and its remedy, in one line.
package struct AdministrationError: Error, Equatable, CustomStringConvertible {
    package let status: ExitStatus
    /// What happened, to what, and what to do. It never quotes a password or a hash.
    package let description: String
    /// The changes that --cascade would make to rows that refer to the one that was not removed.
    package private(set) var referrers: [Change] = []

    package init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }

    package init(_ error: StoreError) {
        switch error.kind {
        case .locked: self = .temporary("\(error); nothing was changed")
        case .missing, .notPermitted, .unreachable, .other: self = .temporary(error.description)
        case .damaged, .wrongSchema, .constraint: self = .data(error.description)
        }
    }

    package static func usage(_ description: String) -> Self { Self(.usage, description) }
    package static func data(_ description: String) -> Self { Self(.data, description) }
    package static func temporary(_ description: String) -> Self { Self(.temporary, description) }

    package static func no(_ description: String, referrers: [Change] = []) -> Self {
        var error = Self(.no, description)
        error.referrers = referrers
        return error
    }
}

/// Calls `body` and throws its error as one for an administrator.
func translatingErrors<Result: ~Copyable>(
    _ body: () throws(StoreError) -> Result
) throws(AdministrationError) -> Result {
    do throws(StoreError) { return try body() } catch { throw AdministrationError(error) }
}
