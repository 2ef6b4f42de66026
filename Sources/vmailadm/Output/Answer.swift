/// The output of a command that reads: JSON for programs, or lines for people.
protocol Answer: Encodable {
    var lines: [String] { get }
}

/// A row of the database, as a line of a list or by itself.
protocol TableRow: Answer {
    static var headings: [String] { get }
    var cells: [String] { get }
    /// The row's number, which a list leaves out.
    var number: Int64? { get }
}

extension TableRow {
    var number: Int64? { nil }

    var lines: [String] {
        var values = zip(Self.headings, cells).map { ["\($0):", $1] }
        if let number { values.insert(["number:", "\(number)"], at: 1) }
        return TextTable(values, gap: 1).lines
    }
}

extension Array: Answer where Element: TableRow {
    var lines: [String] { TextTable([Element.headings] + map(\.cells)).lines }
}

extension Optional {
    /// The value as text, for a table; `-` for none.
    var cell: String { map { "\($0)" } ?? "-" }
}
