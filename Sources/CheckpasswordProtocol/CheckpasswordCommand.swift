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
    public static func information(arguments: [String]) -> String? {
        switch arguments {
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
    public init(arguments: [String]) throws(Misuse) {
        var words = Words(arguments)
        options: while let word = words.first, word.utf8.first == UInt8(ascii: "-"), word != "-" {
            words.removeFirst()
            let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
            let value = equals.map { String(word[word.utf8.index(after: $0)...]) }
            switch (String(word[..<(equals ?? word.endIndex)]), value) {
            case ("--", nil): break options
            case ("--direct-reply", nil): directReply = true
            case ("--config", _): config = try Self.value(value ?? words.removeFirst(), of: "--config")
            case ("--database", _): database = try Self.value(value ?? words.removeFirst(), of: "--database")
            case ("--version", nil), ("--help", nil): throw Misuse(description: "\(word) stands alone; \(Self.usage)")
            default: throw Misuse(description: "there is no option \(word); \(Self.usage)")
            }
        }
        while let word = words.removeFirst() { program.append(word) }
        guard program.first?.isEmpty == false else {
            throw Misuse(description: "no program to start is named; \(Self.usage)")
        }
    }

    private static func value(_ value: String?, of option: String) throws(Misuse) -> String {
        guard let value, !value.isEmpty else { throw Misuse(description: "\(option) wants a file; \(usage)") }
        return value
    }

    /// The words that have not been read yet.
    private struct Words {
        private let words: [String]
        private var next = 0

        init(_ words: [String]) { self.words = words }

        var first: String? { next < words.count ? words[next] : nil }

        @discardableResult mutating func removeFirst() -> String? {
            defer { next += 1 }
            return first
        }
    }
}
