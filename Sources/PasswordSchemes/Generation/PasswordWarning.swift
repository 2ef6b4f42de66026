/// A weakness of a new hash that an administrator should know.
public enum PasswordWarning: Equatable, Sendable, CustomStringConvertible {
    case clear(scheme: String)
    case weak(scheme: String)
    /// Only the first `bytes` bytes of this password count.
    case cutOff(scheme: String, bytes: Int)
    case eighthBitIgnored(scheme: String)
    /// The hash includes the user's name, so a renamed user needs a new one.
    case boundToUser(scheme: String)
    /// Dovecot does not know the scheme's name. The hash is written as CRYPT, and works if Dovecot's crypt(3) has the method.
    case writtenAsCrypt(scheme: String)

    /// One line for a mail administrator.
    public var description: String {
        switch self {
        case .clear(let scheme): "{\(scheme)} stores the password in clear"
        case .weak(let scheme): "{\(scheme)} hashes are easily searched; they are for old clients and databases only"
        case .cutOff(let scheme, let bytes):
            "{\(scheme)} uses only the first \(bytes) bytes of a password, and this one is longer"
        case .eighthBitIgnored(let scheme): "{\(scheme)} reads only seven bits of each byte, and this password has more"
        case .boundToUser(let scheme): "{\(scheme)} hashes the user name too: a user who is renamed needs a new hash"
        case .writtenAsCrypt(let scheme): "{\(scheme)} hashes are written as {CRYPT}, the name that Dovecot knows"
        }
    }
}
