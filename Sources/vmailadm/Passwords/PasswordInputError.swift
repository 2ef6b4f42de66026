import AccountAdministration

/// The reason why there is no password. It never quotes one.
enum PasswordInputError: Error, Equatable, CustomStringConvertible {
    /// Neither standard input nor the process has a terminal.
    case noTerminal
    /// The terminal was closed, or an end of file was typed.
    case nothingTyped
    /// The password and its repetition differed each time.
    case typedDifferently
    /// The descriptor cannot be read; the text is the system's.
    case unreadable(descriptor: Int32, String)
    /// The descriptor is at its end.
    case noLine(descriptor: Int32)
    /// The line is longer than any password.
    case tooLong(descriptor: Int32, limit: Int)

    /// One line for a mail administrator.
    var description: String {
        switch self {
        case .noTerminal:
            "there is no terminal to ask for the password; give it with --password-stdin or --password-fd"
        case .nothingTyped: "no password was typed"
        case .typedDifferently: "the two passwords were not the same"
        case .unreadable(let descriptor, let reason):
            "cannot read a password from file descriptor \(descriptor): \(reason)"
        case .noLine(let descriptor): "file descriptor \(descriptor) has no line with a password"
        case .tooLong(let descriptor, let limit):
            "the line with the password, from file descriptor \(descriptor), is longer than \(limit) bytes"
        }
    }
}

extension AdministrationError {
    /// The error for a missing password.
    init(_ error: PasswordInputError) {
        let status: ExitStatus =
            switch error {
            case .noTerminal, .unreadable: .usage
            case .nothingTyped, .noLine, .tooLong: .data
            case .typedDifferently: .no
            }
        self.init(status, error.description)
    }
}
