import Foundation

/// A page of dovecot/man, as its mdoc source has it.
struct ManualPage: Sendable {
    /// A line of the source: a macro with its words, or text.
    enum Line: Equatable, Sendable {
        case macro(String, [String])
        case text(String)
    }

    /// Such as `vmailadm.8`.
    let name: String
    let lines: [Line]

    /// The folder of all pages.
    static let folder = Repository.root.appendingPathComponent("dovecot/man")

    /// The names of all pages.
    static var all: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".5") || $0.hasSuffix(".8") }.sorted()
    }

    /// The page called `name`.
    init(_ name: String) throws {
        self.name = name
        let source = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        lines = source.split(separator: "\n").map { line in
            guard line.hasPrefix(".") else { return .text(String(line).replacing("\\e", with: "\\")) }
            var words = Self.words(of: line.dropFirst())
            return .macro(words.removeFirst(), words)
        }
    }

    /// The lines of a section, by its heading.
    func section(_ title: String) -> [Line] { Self.parts(of: lines, at: "Sh").first { $0.title == title }?.lines ?? [] }

    /// The subsections of a section.
    func subsections(of title: String) -> [(title: String, lines: [Line])] {
        Self.parts(of: section(title), at: "Ss")
    }

    private static func parts(of lines: [Line], at macro: String) -> [(title: String, lines: [Line])] {
        var parts: [(title: String, lines: [Line])] = []
        for line in lines {
            if case .macro(macro, let words) = line {
                parts.append((words.joined(separator: " "), []))
            } else if !parts.isEmpty {
                parts[parts.count - 1].lines.append(line)
            }
        }
        return parts
    }

    /// Words are separated by blanks; quotes keep blanks together, and two of them within are one (mdoc(7)).
    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var rest = line.drop { $0 == " " }
        while let first = rest.first {
            if first == "\"" {
                let parts = String(rest.dropFirst()).replacing("\"\"", with: "\u{1}").split(
                    separator: "\"", maxSplits: 1, omittingEmptySubsequences: false)
                words.append(String(parts[0]).replacing("\u{1}", with: "\""))
                rest = Substring(parts.count > 1 ? String(parts[1]).replacing("\u{1}", with: "\"\"") : "")
            } else {
                words.append(String(rest.prefix { $0 != " " }))
                rest = rest.dropFirst(words.last?.count ?? 0)
            }
            rest = rest.drop { $0 == " " }
        }
        return words.isEmpty ? [""] : words
    }
}
