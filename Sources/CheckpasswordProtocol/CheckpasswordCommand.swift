import Version

/// The command line of vmail-checkpassword: its options and the program that it becomes.
public struct CheckpasswordCommand: Equatable, Sendable {
    /// `--config`: the settings file.
    public var config: String?
    /// `--database`: the database; overrides the settings.
    public var database: String?
    /// `--direct-reply`: write the reply to Dovecot's descriptor 4 instead of starting the program.
    public var directReply = false
    /// The program that receives the reply, and its arguments.
    public var program: [String] = []

    /// The usage, in one line.
    public static let usage =
        "usage: vmail-checkpassword [--config FILE] [--database FILE] [--direct-reply] PROGRAM [ARGUMENT ...]"

    /// The output of `--version` and `--help`; nil for any other command line.
    ///
    /// Neither takes a program behind it: that would be a login, and to some callers of the interface exit code 0 alone means
    /// that the user is let in.
    public static func information(arguments: [String]) -> String? {
        switch arguments {
        case ["--version"]: "vmail-checkpassword \(version)"
        case ["--help"]: help
        default: nil
        }
    }

    private static let help = """
        \(usage)

        Reads a login name and a password from descriptor 3. If they are right, becomes PROGRAM.

          --config FILE    The settings file.
          --database FILE  The database with the accounts.
          --direct-reply   Reply to Dovecot at once, without starting PROGRAM.
          --version        Show the version; takes no other argument.
          --help           Show this help; takes no other argument.
        """

    /// A mistake in a command line.
    public struct Misuse: Error, Equatable, Sendable, CustomStringConvertible {
        /// One line: the mistake and the usage.
        public let description: String
    }

    /// Reads the arguments, without the program's own name. Options end at `--` or at the first word without a `-`.
    public init(arguments: [String]) throws(Misuse) {
        var words = arguments[...]
        options: while let word = words.first, word.utf8.first == UInt8(ascii: "-"), word != "-" {
            words.removeFirst()
            let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
            let value = equals.map { String(word[word.utf8.index(after: $0)...]) }
            switch (String(word[..<(equals ?? word.endIndex)]), value) {
            case ("--", nil): break options
            case ("--direct-reply", nil): directReply = true
            case ("--config", _): config = try Self.value(value ?? words.popFirst(), of: "--config")
            case ("--database", _): database = try Self.value(value ?? words.popFirst(), of: "--database")
            case ("--version", nil), ("--help", nil):
                throw Misuse(description: "\(word) takes no other argument; \(Self.usage)")
            default: throw Misuse(description: "unknown option \(word); \(Self.usage)")
            }
        }
        program = Array(words)
        guard program.first?.isEmpty == false else {
            throw Misuse(description: "PROGRAM is missing; \(Self.usage)")
        }
    }

    private static func value(_ value: String?, of option: String) throws(Misuse) -> String {
        guard let value, !value.isEmpty else { throw Misuse(description: "\(option) needs a file; \(usage)") }
        return value
    }
}
