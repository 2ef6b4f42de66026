/// One row that a command added, changed or removed, or would have in a dry run.
public struct Change: Equatable, Sendable {
    /// What was done to a row.
    public enum Verb: String, Sendable {
        case add, change, remove
    }

    /// What is done to the row.
    public let verb: Verb
    /// The table, and the row as an administrator knows it: `VMailbox a@b.example`.
    public let row: String
    /// The detail of the change: `active 1 to 0`.
    public let detail: String?

    /// A change of a row.
    public init(_ verb: Verb, _ row: String, _ detail: String? = nil) {
        self.verb = verb
        self.row = row
        self.detail = detail
    }
}

/// The result of a command that changes the database.
public struct ChangeReport: Equatable, Sendable {
    /// The rows, in the order in which they changed.
    public var changes: [Change] = []
    /// Lines for standard output, such as those for main.cf.
    public var output: [String] = []
    /// What the administrator should know or do next, a line each.
    public var notes: [String] = []

    /// Nothing changed.
    public init() {}

    /// Appends what another command did.
    mutating func add(_ other: ChangeReport) {
        changes += other.changes
        output += other.output
        notes += other.notes
    }
}
