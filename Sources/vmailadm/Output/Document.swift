import AccountAdministration
import FoundationEssentials

extension Console {
    /// Writes `value` as one JSON document: keys sorted, two blanks of indentation.
    static func printJSON(_ value: some Encodable) throws(AdministrationError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            print(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            throw AdministrationError(.data, "can't be written as JSON (\(error))")
        }
    }

    /// Writes rows: as JSON if `asJSON`, else as a table.
    static func print<Row: Encodable>(
        _ rows: [Row], asJSON: Bool, headings: [String], cells: (Row) -> [String]
    ) throws(AdministrationError) {
        if asJSON {
            try printJSON(rows)
        } else {
            print(TextTable(headings, rows.map(cells)).description)
        }
    }

    /// Writes one row: as a JSON object if `asJSON`, else a line for each of its values.
    static func print<Row: Encodable>(_ row: Row, asJSON: Bool, lines: [(String, String)]) throws(AdministrationError) {
        if asJSON {
            try printJSON(row)
        } else {
            let width = lines.map(\.0.count).max() ?? 0
            for (name, value) in lines { print("\(name):".padding(to: width + 2) + value) }
        }
    }
}

extension String {
    /// The text with blanks behind it, `width` characters in all; one that is longer stays as it is.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Optional {
    /// The value as text, for a table; `-` for none.
    var cell: String { map { "\($0)" } ?? "-" }
}
