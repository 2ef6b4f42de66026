/// Why no hash was made. Says nothing of the password.
public enum GenerationError: Error, Equatable, Sendable {
    /// No scheme, or no encoding (`.hex`, `.b64`, `.base64`), is called so.
    case unknownScheme(String)
    /// Nobody could tell an empty password from none.
    case emptyPassword
    /// The password contains a NUL byte, which no log-in can carry.
    case passwordContainsNUL
    /// The password has more than `limit` bytes.
    case passwordTooLong(limit: Int)
    /// The scheme hashes the user's name with the password.
    case userNeeded(scheme: String)
    /// The scheme takes `lowest` to `highest` rounds; the highest may come from the cost limits.
    case roundsOutOfRange(scheme: String, lowest: Int, highest: Int)
    /// The scheme has no number of rounds to choose.
    case noRounds(scheme: String)
    /// The library did not compute the hash, most likely for want of memory.
    case notComputed(scheme: String)
    /// The hash would be refused when it is verified, for the reason given.
    case unusable(UnusablePassword)
}

extension GenerationError: CustomStringConvertible {
    /// One line for a mail administrator: what is wrong.
    public var description: String {
        switch self {
        case .unknownScheme(let name): "there is no password scheme {\(name)}"
        case .emptyPassword: "the password is empty"
        case .passwordContainsNUL: "the password contains a NUL byte"
        case .passwordTooLong(let limit): "the password is longer than \(limit) bytes"
        case .userNeeded(let scheme): "{\(scheme)} hashes the user name too: it must be given"
        case .roundsOutOfRange(let scheme, let lowest, let highest):
            "{\(scheme)} takes \(lowest) to \(highest) rounds"
        case .noRounds(let scheme): "{\(scheme)} has no number of rounds to choose"
        case .notComputed(let scheme): "the {\(scheme)} hash could not be computed: not enough memory, perhaps"
        case .unusable(let reason): "the hash would be refused: \(reason)"
        }
    }
}

extension GenerationDefect {
    /// The same, said of the scheme called `scheme`.
    func named(_ scheme: String) -> GenerationError {
        switch self {
        case .roundsOutOfRange(let lowest, let highest):
            .roundsOutOfRange(scheme: scheme, lowest: lowest, highest: highest)
        case .noRounds: .noRounds(scheme: scheme)
        case .userNeeded: .userNeeded(scheme: scheme)
        case .notComputed: .notComputed(scheme: scheme)
        }
    }
}
