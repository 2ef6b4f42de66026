/// A table for people: a line of headings, then the rows, with every column as wide as its widest cell.
struct TextTable {
    private var lines: [[String]]

    init(_ headings: [String], _ rows: [[String]]) {
        lines = [headings] + rows
    }

    /// The lines, without trailing blanks. Columns are two blanks apart.
    var description: String {
        var widths: [Int] = []
        for line in lines {
            for (column, cell) in line.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return lines.map { line in
            let padded = zip(line, widths).map { cell, width in cell.padding(to: width) }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}
