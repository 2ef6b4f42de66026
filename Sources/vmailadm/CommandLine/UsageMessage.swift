import ArgumentParser

/// The line that says what is wrong with a command line, and what would be right.
struct UsageMessage {
    private let named: NamedCommand
    private let words: [String]
    private let problem: String

    /// - Parameters:
    ///   - problem: What the parser says.
    ///   - words: The arguments after the program's name.
    init(_ problem: String, words: [String], below root: any ParsableCommand.Type) {
        named = NamedCommand(words, below: root)
        self.words = words
        self.problem = problem
    }

    /// The problem, the nearest valid word, the valid ones, and where the help of the command is. It contains no password.
    var line: String { "\(text) (see \"\(named.fullName) --help\")" }

    private var text: String {
        if let word = named.unknownWord {
            let known = named.commands.map { $0._commandName }
            guard !named.path.isEmpty else { return unknown("command", word, "Commands", known) }
            return "\(named.path.joined(separator: " ")): \(unknown("verb", word, "Verbs", known))"
        }
        guard let options = CommandOptions(of: named.command) else { return problem }
        // "Unknown option '--jsn'. Did you mean '--json'?"
        let quoted = problem.split(separator: "'", omittingEmptySubsequences: false)
        if problem.hasPrefix("Unknown option"), quoted.count > 1 {
            let word = String(quoted[1])
            let isShown = !options.includesPassword || nearest(to: word, in: options.names) != nil
            let line = unknown("option", isShown ? word : Self.hidden, "Options", options.names)
            return named.path.isEmpty ? line : "\(named.path.joined(separator: " ")): \(line)"
        }
        return problem.contains("--password-") ? withoutValues(options) : problem
    }

    private func unknown(_ kind: String, _ word: String, _ kinds: String, _ known: [String]) -> String {
        let guess = nearest(to: word, in: known).map { "; did you mean \($0)?" } ?? "."
        return "no \(kind) '\(word)'\(guess) \(kinds): \(known.joined(separator: ", "))"
    }

    private static let hidden = "..."

    /// The problem without the words of the command line that are no options: one may be the password itself.
    private func withoutValues(_ options: CommandOptions) -> String {
        var text = problem
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let values = options.names.contains(parts[0]) ? Array(parts.dropFirst()) : [word]
            for value in values { text = text.replacing("'\(value)'", with: "'\(Self.hidden)'") }
        }
        return text
    }
}
