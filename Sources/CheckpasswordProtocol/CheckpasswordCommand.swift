import Version

/// The options of vmail-checkpassword, and the program that it is to become.
public struct CheckpasswordCommand: Equatable, Sendable {
    /// `--config`: the settings file.
    public var config: String?
    /// `--database`: the database, over the settings.
    public var database: String?
    /// `--direct-reply`: write Dovecot's descriptor 4 here, and save starting a program.
    public var directReply = false
    /// The program to start with the reply, and its arguments.
    public var program: [String] = []

    /// How it is used, in one line.
    public static let usage =
        "usage: vmail-checkpassword [--config FILE] [--database FILE] [--direct-reply] PROGRAM [ARGUMENT ...]"

    /// What `--version` and `--help` print; nil for any other command line.
    ///
    /// Both stand alone: with a program behind them somebody is to be let in or not, and to some callers of the interface the exit
    /// code 0 alone means "let in".
    public static func information(arguments: some Sequence<String>) -> String? {
        switch Array(arguments) {
        case ["--version"]: "vmail-checkpassword \(version)"
        case ["--help"]: help
        default: nil
        }
    }

    private static let help = """
        \(usage)

        Reads a login name and a password from descriptor 3, and becomes PROGRAM if they are those of an account.

          --config FILE    The settings file.
          --database FILE  The database with the accounts.
          --direct-reply   Reply to Dovecot at once, without starting PROGRAM.
          --version        Show the version; stands alone.
          --help           Show this; stands alone.
        """

    /// What is wrong with a command line, in one line.
    public struct Misuse: Error, Equatable, Sendable, CustomStringConvertible {
        /// The line.
        public let description: String
    }

    /// Reads the words after the program's own name. Options end at the first word that is none, or at `--`.
    public init(arguments: some Sequence<String>) throws(Misuse) {
        var words = Array(arguments)[...]
        options: while let word = words.first, word.hasPrefix("-"), word != "-" {
            words.removeFirst()
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch (parts[0], parts.count) {
            case ("--", 1): break options
            case ("--direct-reply", 1): directReply = true
            case ("--config", _): config = try Self.value(of: parts, in: &words)
            case ("--database", _): database = try Self.value(of: parts, in: &words)
            case ("--version", 1), ("--help", 1): throw Misuse(description: "\(word) stands alone; \(Self.usage)")
            default: throw Misuse(description: "there is no option \(word); \(Self.usage)")
            }
        }
        program = Array(words)
        guard program.first?.isEmpty == false else {
            throw Misuse(description: "no program to start is named; \(Self.usage)")
        }
    }

    private static func value(of option: [Substring], in words: inout ArraySlice<String>) throws(Misuse) -> String {
        let value = option.count > 1 ? String(option[1]) : words.popFirst()
        guard let value, !value.isEmpty else { throw Misuse(description: "\(option[0]) wants a file; \(usage)") }
        return value
    }
}
