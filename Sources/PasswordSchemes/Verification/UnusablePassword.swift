/// Why nothing can match a stored password.
///
/// Says nothing of the stored data itself, so it may be logged. A scheme's name in it has at most 32 letters, digits
/// and `-_.`; anything else is `?`.
public enum UnusablePassword: Error, Equatable, Sendable {
    /// Nothing is stored, or nothing behind the scheme's name.
    case empty
    /// The stored text starts with `!` or `*`, which is how shadow(5) and crypt(3) say that no password fits.
    case locked
    /// The stored text starts with `{` and has no `}`.
    case unterminatedScheme
    /// No scheme, or no encoding (`.hex`, `.b64`, `.base64`), is called so.
    case unknownScheme(String)
    /// The data is not of the scheme's form: truncated, over-long, badly encoded, with bytes that can't be in it.
    case malformed(scheme: String)
    /// The data asks for what this program's libraries can't compute (`what`), for instance Argon2d.
    case unsupported(scheme: String, what: String)
    /// Computing the hash would cost more than the settings allow: `what` (rounds, memory, …) is above `limit`.
    case tooExpensive(scheme: String, what: String, limit: Int)
    /// The library did not compute the hash, most likely because the memory that it needs is not there.
    case notComputed(scheme: String)
}

extension UnusablePassword: CustomStringConvertible {
    /// One line for a mail administrator: what is wrong.
    public var description: String {
        switch self {
        case .empty: "no password is stored"
        case .locked: "the stored password is locked (it starts with ! or *)"
        case .unterminatedScheme: "the stored password starts with { but has no }"
        case .unknownScheme(""): "the stored password has an empty scheme name, {}"
        case .unknownScheme(let name): "the stored password has an unknown scheme, {\(name)}"
        case .malformed(let scheme): "the stored password is not valid {\(scheme)} data"
        case .unsupported(let scheme, let what): "the stored {\(scheme)} password needs \(what), which is not supported"
        case .tooExpensive(let scheme, let what, let limit):
            "the stored {\(scheme)} password was not tried: its \(what) is above the limit of \(limit)"
        case .notComputed(let scheme):
            "the {\(scheme)} hash could not be computed: not enough memory, perhaps (compare Dovecot's vsz_limit)"
        }
    }
}
