/// Lines for people, with every column as wide as its widest cell.
struct TextTable {
    /// The lines, without trailing blanks.
    let lines: [String]

    /// A table of `rows`, its columns `gap` blanks apart.
    init(_ rows: [[String]], gap: Int = 2) {
        var columns = TextColumns()
        for row in rows { columns.fit(row) }
        lines = rows.map { columns.line($0, gap: gap) }
    }
}

/// The widths of a table's columns.
struct TextColumns {
    private var widths: [Int] = []

    /// Makes the columns wide enough for `row`.
    mutating func fit(_ row: [String]) {
        for (column, cell) in row.enumerated() {
            if column == widths.count { widths.append(0) }
            widths[column] = max(widths[column], cell.count)
        }
    }

    /// A line with the cells of `row`, which the columns fit, without trailing blanks.
    func line(_ row: [String], gap: Int = 2) -> String {
        var line = ""
        for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count + gap) }
        while line.last == " " { line.removeLast() }
        return line
    }
}
