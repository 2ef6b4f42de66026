import ArgumentParser

/// The command that a command line names, as far as it names one.
struct NamedCommand {
    /// The command, or the one above the first word that names none.
    private(set) var command: any ParsableCommand.Type
    /// The words that name it, after `vmailadm`: a noun and a verb, for example.
    private(set) var path: [String] = []
    /// The word that stands where the name of a command belongs, and is none; nil if there is no such word.
    private(set) var unknownWord: String?

    /// Reads `words`, the arguments after the program's name.
    init(_ words: [String], below root: any ParsableCommand.Type) {
        command = root
        var words = words[...]
        while let word = words.popFirst(), !commands.isEmpty {
            if ["--config", "--database"].contains(word) {
                _ = words.popFirst()
            } else if ["--config=", "--database="].contains(where: word.hasPrefix) {
                continue
            } else if word.hasPrefix("-") || word == "help" {
                // What follows another option may be its value.
                return
            } else if let named = commands.first(where: { $0._commandName == word }) {
                command = named
                path.append(word)
            } else {
                unknownWord = word
                return
            }
        }
    }

    /// The commands below it; none if it is a verb.
    var commands: [any ParsableCommand.Type] { command.configuration.subcommands }

    /// `vmailadm mailbox list`
    var fullName: String { (["vmailadm"] + path).joined(separator: " ") }
}
