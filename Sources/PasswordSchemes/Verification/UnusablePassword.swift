/// The reason why no password can match a stored one.
///
/// It may be logged, because it contains nothing of the stored data. A scheme's name in it is at most 32 letters, digits and
/// `-_.`, or else `?`.
public enum UnusablePassword: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nothing is stored, or only the name of a scheme.
    case empty
    /// The stored text starts with `!` or `*`, with which shadow(5) and crypt(3) lock a password.
    case locked
    case unterminatedScheme
    /// There is no scheme, or no encoding (`.hex`, `.b64`, `.base64`), of this name.
    case unknownScheme(String)
    /// The data does not have the scheme's form: it is cut off, too long, badly encoded, or has invalid bytes.
    case malformed(scheme: String)
    /// The libraries cannot compute a feature of the hash (`what`), for instance Argon2d.
    case unsupported(scheme: String, what: String)
    /// A cost of the hash (`what`: rounds, memory, …) is above the `limit` of the settings.
    case tooExpensive(scheme: String, what: String, limit: Int)
    /// The library did not compute the hash, probably because memory is short.
    case notComputed(scheme: String)

    /// One line for a mail administrator.
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
            "cannot compute the {\(scheme)} hash: memory may be short; raise vsz_limit if Dovecot limits it"
        }
    }
}
