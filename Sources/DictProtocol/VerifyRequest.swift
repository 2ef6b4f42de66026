import SecretBytes
import TabEscape

/// A password to verify, with the login that it came from.
///
/// A class, so that a question can be asked again while there is one copy of the password. It is overwritten when nobody refers to the
/// request any more.
package final class VerifyRequest: Sendable {
    /// The name in HELLO of the dictionary that verifies.
    package static let dictionary = Array("verify".utf8)

    /// The number that the reply repeats. The client tells a late reply to another request by it.
    package let id: UInt64
    /// The login name, as it was typed.
    package let user: [UInt8]
    package let password: SecretBytes
    /// The protocol of the login in Dovecot's words, such as `imap`; may be empty.
    package let service: [UInt8]
    /// The client's IP address; empty if it has none.
    package let remoteAddress: [UInt8]
    /// `skip=y`: the client vouches for the user, and the password is not to be compared. Dovecot does so for a master user.
    package let skipsPassword: Bool

    /// Reads the fields of a `P`, without the letter. Nil if one is missing or the number is none. Parameters with other names than
    /// `skip` mean nothing.
    init?(fields: [some Collection<UInt8>]) {
        guard fields.count >= 5, let id = UInt64(ascii: fields[0]) else { return nil }
        self.id = id
        user = TabEscape.unescape(fields[1])
        var password = SecretBytes(capacity: fields[2].count)
        TabEscape.unescape(fields[2]) { password.append($0) }
        self.password = password
        service = TabEscape.unescape(fields[3])
        remoteAddress = TabEscape.unescape(fields[4])
        skipsPassword = fields[5...].contains { $0.elementsEqual("skip=y".utf8) }
    }
}

extension VerifyRequest: Equatable {
    package static func == (left: VerifyRequest, right: VerifyRequest) -> Bool {
        left.id == right.id && left.user == right.user && left.service == right.service
            && left.remoteAddress == right.remoteAddress && left.skipsPassword == right.skipsPassword
            && right.password.withUnsafeBytes { left.password.isEqual(to: $0) }
    }
}
