/// One row that a command added, changed or removed, or would have in a dry run.
package struct Change: Equatable, Sendable {
    package enum Verb: String, Sendable {
        case add, change, remove
    }

    package let verb: Verb
    /// The table and the name of the row: `VMailbox a@b.example`.
    package let row: String
    /// The detail of the change: `active 1 to 0`.
    package let detail: String?

    init(_ verb: Verb, _ row: String, _ detail: String? = nil) {
        self.verb = verb
        self.row = row
        self.detail = detail
    }
}

/// The result of a command that changes the database.
package struct ChangeReport: Sendable {
    package var changes: [Change] = []
    /// Lines for standard output, such as those for main.cf.
    package var output: [String] = []
    /// Information and next steps for the administrator, a line each.
    package var notes: [String] = []

    mutating func record(_ verb: Change.Verb, _ row: String, _ detail: String? = nil) {
        changes.append(Change(verb, row, detail))
    }

    mutating func note(_ line: String) { notes.append(line) }

    mutating func append(_ other: ChangeReport) {
        changes += other.changes
        output += other.output
        notes += other.notes
    }
}
