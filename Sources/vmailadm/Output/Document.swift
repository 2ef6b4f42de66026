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
}
