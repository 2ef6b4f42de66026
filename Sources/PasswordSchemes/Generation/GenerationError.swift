/// The reason why no hash was made. It contains nothing of the password.
public enum GenerationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no scheme, or no encoding (`.hex`, `.b64`, `.base64`), of this name.
    case unknownScheme(String)
    case emptyPassword
    /// No login can carry a NUL byte.
    case passwordContainsNUL
    /// The limit is in bytes.
    case passwordTooLong(limit: Int)
    case userNeeded(scheme: String)
    /// The highest may come from the cost limits.
    case roundsOutOfRange(scheme: String, lowest: Int, highest: Int)
    case noRounds(scheme: String)
    case notComputed(scheme: String)
    /// The servers would refuse the hash.
    case unusable(UnusablePassword)

    /// One line for a mail administrator.
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
        case .notComputed(let scheme): "cannot compute the {\(scheme)} hash: memory may be short"
        case .unusable(let reason): "the hash would be refused: \(reason)"
        }
    }
}
