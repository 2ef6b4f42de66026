import Version

/// The command line of vmail-checkpassword: its options and the program that it becomes.
package struct CheckpasswordCommand: Equatable, Sendable {
    /// `--config`: the settings file.
    package var config: String?
    /// `--database`: the database; overrides the settings.
    package var database: String?
    /// `--direct-reply`: write the reply to Dovecot's descriptor 4 instead of starting the program.
    package var directReply = false
    /// The program that receives the reply, and its arguments, byte for byte.
    package var program: [[UInt8]] = []

    package static let usage =
        "usage: vmail-checkpassword [--config FILE] [--database FILE] [--direct-reply] PROGRAM [ARGUMENT ...]"

    /// The output of `--version` and `--help`; nil for any other command line.
    ///
    /// Neither takes a program behind it: that would be a login, and to some callers of the interface exit code 0 alone means
    /// that the user is let in.
    package static func information(arguments: [[UInt8]]) -> String? {
        switch arguments.map({ String(decoding: $0, as: UTF8.self) }) {
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

    /// A mistake in a command line. Its description is one line: the mistake and the usage.
    package struct Misuse: Error, Equatable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Reads the arguments, without the program's own name. Options end at `--` or at the first word without a `-`.
    package init(arguments: [[UInt8]]) throws(Misuse) {
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

    /// The settings hold paths as text, so a path with other bytes would be read as another one.
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
