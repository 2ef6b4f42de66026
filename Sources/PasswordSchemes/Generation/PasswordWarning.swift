/// What an administrator should know of a hash that was asked for.
public enum PasswordWarning: Equatable, Sendable {
    /// The scheme stores the password itself.
    case clear(scheme: String)
    /// The scheme's hashes are easily searched.
    case weak(scheme: String)
    /// Only the first `bytes` bytes of this password count.
    case cutOff(scheme: String, bytes: Int)
    /// The scheme ignores the highest bit of each byte, and this password has some.
    case eighthBitIgnored(scheme: String)
    /// The hash is of the user's name as well: a user who is renamed needs a new one.
    case boundToUser(scheme: String)
    /// Dovecot does not know the scheme's name: the hash is written as CRYPT, and works where Dovecot's crypt(3) knows it.
    case writtenAsCrypt(scheme: String)
}

extension PasswordWarning: CustomStringConvertible {
    /// One line for a mail administrator.
    public var description: String {
        switch self {
        case .clear(let scheme): "{\(scheme)} stores the password in clear"
        case .weak(let scheme): "{\(scheme)} hashes are easily searched; they are for old clients and databases only"
        case .cutOff(let scheme, let bytes):
            "{\(scheme)} uses only the first \(bytes) bytes of a password, and this one is longer"
        case .eighthBitIgnored(let scheme): "{\(scheme)} reads only seven bits of each byte, and this password has more"
        case .boundToUser(let scheme): "{\(scheme)} hashes the user name too: a user who is renamed needs a new hash"
        case .writtenAsCrypt(let scheme): "Dovecot knows {\(scheme)} hashes as {CRYPT}, so that is what they are called"
        }
    }
}
