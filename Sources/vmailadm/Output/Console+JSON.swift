import AccountAdministration
import FoundationEssentials
import TerminalText

extension Console {
    /// Prints `value` as one JSON document: keys sorted, two blanks of indentation.
    static func printJSON(_ value: some Encodable) throws(AdministrationError) {
        print(try jsonLines(value, pretty: true))
    }

    /// The lines of a JSON document, of which there is one unless it is `pretty`.
    static func jsonLines(_ value: some Encodable, pretty: Bool) throws(AdministrationError) -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            let document = String(decoding: try encoder.encode(value), as: UTF8.self)
            return document.split(separator: "\n", omittingEmptySubsequences: false).map(escaped)
        } catch {
            throw .data("cannot be written as JSON (\(error))")
        }
    }

    /// `line` with \uXXXX for each character that a terminal might obey. JSONEncoder escapes C0 only.
    private static func escaped(_ line: Substring) -> String {
        guard line.unicodeScalars.contains(where: isUnsafeOnTerminal) else { return String(line) }
        return line.unicodeScalars.map { scalar in
            guard isUnsafeOnTerminal(scalar) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    static func print(_ answer: some Answer, asJSON: Bool) throws(AdministrationError) {
        if asJSON { try printJSON(answer) } else { print(answer.lines) }
    }
}
