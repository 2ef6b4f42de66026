/// What mdoc words say of a command line: `Cm` its command, `Fl` and `Ar` its options and arguments.
struct Synopsis: Equatable {
    /// An option, or a name of one.
    struct Option: Hashable, CustomStringConvertible {
        /// With its dashes.
        let name: String
        /// The name of what follows it.
        let value: String?

        var description: String { value.map { "\(name) \($0)" } ?? name }
    }

    /// An argument that is no option.
    struct Argument: Hashable {
        let name: String
        let isOptional: Bool
        let isRepeating: Bool
    }

    private(set) var command = ""
    private(set) var options: [Option] = []
    private(set) var arguments: [Argument] = []

    private static let macros: Set = ["Cm", "Fl", "Ar", "Op", "Nm", "Xo", "|", ",", "\n"]

    /// Reads the head of an item, or the lines of a synopsis.
    init(_ words: [String]) {
        var words = words[...]
        var isOptional = false
        while let word = words.popFirst() {
            switch word {
            case "Cm": command = Self.takeWords(from: &words).joined(separator: " ")
            case "Op":
                isOptional = true
                continue
            case "Fl":
                let name = "-" + (words.popFirst() ?? "")
                let value: String?
                if words.starts(with: ["Op", "Ar"]) {
                    words.removeFirst(2)
                    value = words.popFirst()
                } else if words.first == "Ar" {
                    words.removeFirst()
                    value = words.popFirst()
                } else {
                    value = nil
                }
                options.append(Option(name: name, value: value))
            case "Ar":
                let names = Self.takeWords(from: &words)
                let isRepeating = names.last == "..."
                arguments += names.filter { $0 != "..." }.map { name in
                    Argument(name: name, isOptional: isOptional, isRepeating: isRepeating)
                }
            default: break
            }
            isOptional = false
        }
    }

    /// The synopses of the section of that name: one for each `Nm`.
    static func all(in page: ManualPage) -> [Synopsis] {
        var parts: [[String]] = []
        for case .macro(let macro, let words) in page.section("SYNOPSIS") {
            if macro == "Nm" { parts.append([]) }
            guard !parts.isEmpty else { continue }
            parts[parts.count - 1] += [macro] + words + ["\n"]
        }
        return parts.map(Synopsis.init)
    }

    private static func takeWords(from words: inout ArraySlice<String>) -> [String] {
        let taken = Array(words.prefix { !macros.contains($0) })
        words = words.dropFirst(taken.count)
        return taken
    }
}
