import AccountStore
import Authentication

/// Why a command did nothing, in one line that says what to do.
public struct AdministrationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the program ends with.
    public let status: ExitStatus
    /// What happened, to what, and what helps. No password, no hash.
    public let description: String
    /// What would have had to go or change as well: who refers to a row that was not removed.
    public let inTheWay: [Change]

    /// An error of one line.
    public init(_ status: ExitStatus, _ description: String, inTheWay: [Change] = []) {
        self.status = status
        self.description = description
        self.inTheWay = inTheWay
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
