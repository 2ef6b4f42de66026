import Version

/// The options of vmail-checkpassword, and the program that it is to become.
public struct CheckpasswordCommand: Equatable, Sendable {
    /// `--config`: the settings file.
    public var config: String?
    /// `--database`: the database, over the settings.
    public var database: String?
    /// `--direct-reply`: write Dovecot's descriptor 4 here, and save starting a program.
    public var directReply = false
    /// The program to start with the reply, and its arguments, byte for byte.
    public var program: [[UInt8]] = []

    /// How it is used, in one line.
    public static let usage =
        "usage: vmail-checkpassword [--config FILE] [--database FILE] [--direct-reply] PROGRAM [ARGUMENT ...]"

    /// What `--version` and `--help` print; nil for any other command line.
    ///
    /// Both stand alone: with a program behind them somebody is to be let in or not, and to some callers of the interface the exit
    /// code 0 alone means "let in".
    public static func information(arguments: [[UInt8]]) -> String? {
        switch arguments.map({ String(decoding: $0, as: UTF8.self) }) {
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
    public init(arguments: [[UInt8]]) throws(Misuse) {
        var words = arguments[...]
        options: while let bytes = words.first, bytes.first == UInt8(ascii: "-"), bytes.count > 1 {
            words.removeFirst()
            let name = bytes.prefix { $0 != UInt8(ascii: "=") }
            let value = name.count < bytes.count ? Array(bytes[(name.count + 1)...]) : nil
            let word = String(decoding: bytes, as: UTF8.self)
            switch (String(decoding: name, as: UTF8.self), value) {
            case ("--", nil): break options
            case ("--direct-reply", nil): directReply = true
            case ("--config", _): config = try Self.path(value ?? words.popFirst(), of: "--config")
            case ("--database", _): database = try Self.path(value ?? words.popFirst(), of: "--database")
            case ("--version", nil), ("--help", nil): throw Misuse(description: "\(word) stands alone; \(Self.usage)")
            default: throw Misuse(description: "there is no option \(word); \(Self.usage)")
            }
        }
        program = Array(words)
        guard program.first?.isEmpty == false else {
            throw Misuse(description: "no program to start is named; \(Self.usage)")
        }
    }

    /// The settings hold paths as text, so that one with other bytes is refused instead of read as another path.
    private static func path(_ value: [UInt8]?, of option: String) throws(Misuse) -> String {
        guard let value, !value.isEmpty else { throw Misuse(description: "\(option) needs a file; \(usage)") }
        guard let path = String(validating: value, as: UTF8.self) else {
            throw Misuse(
                description:
                    "the file after \(option) has a name that is not UTF-8 text; reach it through a symbolic link")
        }
        return path
    }
}
