/// Lines for people, with every column as wide as its widest cell.
struct TextTable {
    /// The lines, without trailing blanks.
    let lines: [String]

    /// A table of `rows`, its columns `gap` blanks apart.
    init(_ rows: [[String]], gap: Int = 2) {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        lines = rows.map { row in
            var line = ""
            for (cell, width) in zip(row, widths) {
                line += cell + String(repeating: " ", count: width - cell.count + gap)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
