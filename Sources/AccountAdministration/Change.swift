/// One row that a command added, changed or removed, or would have in a dry run.
public struct Change: Equatable, Sendable {
    /// The kind of a change.
    public enum Verb: String, Sendable {
        case add, change, remove
    }

    /// The kind of the change.
    public let verb: Verb
    /// The table and the name of the row: `VMailbox a@b.example`.
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
    /// Information and next steps for the administrator, a line each.
    public var notes: [String] = []

    /// Nothing changed.
    public init() {}

    /// Appends the report of another command.
    mutating func add(_ other: ChangeReport) {
        changes += other.changes
        output += other.output
        notes += other.notes
    }
}
