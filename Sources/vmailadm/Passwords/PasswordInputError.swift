import AccountAdministration

/// Why there is no password to work with. Never quotes one.
enum PasswordInputError: Error, Equatable, CustomStringConvertible {
    /// Nobody can be asked: neither standard input nor the process has a terminal.
    case noTerminal
    /// The terminal was closed, or an end of file typed.
    case nothingTyped
    /// The password and its repetition differed each time.
    case typedDifferently
    /// `-p` was given bytes that are not UTF-8.
    case argumentIsNotUTF8
    /// The descriptor can't be read; the text is the system's.
    case unreadable(descriptor: Int32, String)
    /// The descriptor ended before the line began.
    case noLine(descriptor: Int32)
    /// The line goes on for more bytes than any password has.
    case tooLong(descriptor: Int32, limit: Int)

    /// One line: what is wrong, and what to do.
    var description: String {
        switch self {
        case .noTerminal:
            "there is no terminal to ask for a password on; give it with --password-stdin or --password-fd"
        case .nothingTyped: "no password was typed"
        case .typedDifferently: "the two passwords were not the same"
        case .argumentIsNotUTF8: "the password after -p is not UTF-8 text; give it with --password-stdin"
        case .unreadable(let descriptor, let reason):
            "can't read a password from file descriptor \(descriptor): \(reason)"
        case .noLine(let descriptor): "there is no line with a password to read from file descriptor \(descriptor)"
        case .tooLong(let descriptor, let limit):
            "the line with the password, from file descriptor \(descriptor), is longer than \(limit) bytes"
        }
    }
}

extension AdministrationError {
    /// Why there is no password: what was asked for, or what came.
    init(_ error: PasswordInputError) {
        let status: ExitStatus =
            switch error {
            case .noTerminal, .argumentIsNotUTF8, .unreadable: .usage
            case .nothingTyped, .noLine, .tooLong: .data
            case .typedDifferently: .no
            }
        self.init(status, error.description)
    }
}
