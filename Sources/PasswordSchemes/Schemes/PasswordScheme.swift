import SecretBytes

/// How hard it is to find passwords in a stolen database.
package enum SchemeStrength: String, Sendable {
    /// Salted, and made slow on purpose.
    case strong
    /// A hash that can be searched fast, has no salt, cuts the password off, or works as the password in a login.
    case weak
    /// The password itself.
    case clear
}

/// A password scheme, which `{SCHEME}data` names.
public struct PasswordScheme: Sendable {
    /// The name in upper case, for instance `SHA512-CRYPT`.
    package let name: String
    /// The strength of the scheme's hashes; for CRYPT, of new ones.
    package let strength: SchemeStrength
    let hashing: any PasswordHashing
    /// The encoding of the data if the name has no suffix; nil if the data is plain text.
    let encoding: PasswordEncoding?
    /// The length of the decoded data in bytes, if that is always the same.
    let length: Int?
    /// The name under which every Dovecot accepts the data.
    let dovecotName: String

    init(
        _ name: String, _ strength: SchemeStrength, _ hashing: any PasswordHashing, encoding: PasswordEncoding? = nil,
        length: Int? = nil, dovecotName: String? = nil
    ) {
        self.name = name
        self.strength = strength
        self.hashing = hashing
        self.encoding = encoding
        self.length = length
        self.dovecotName = dovecotName ?? name
    }

    /// The scheme called `name`, in upper or lower case; nil if there is none.
    package init?(named name: String) {
        // Other letters than ASCII's may have an upper case in it.
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        self.init(uppercase: name.uppercased())
    }

    init?(uppercase name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self = Self.all[index]
    }

    private static let names = all.map(\.name)

    /// `text`, which is data of this scheme in `encoding` or, without one, in the scheme's own, behind a `{SCHEME}` that every
    /// Dovecot knows.
    func stored(_ text: Bytes, in encoding: PasswordEncoding?) -> SecretBytes {
        let scheme = "{\(dovecotName)\(encoding?.suffix ?? "")}"
        var stored = SecretBytes(capacity: scheme.utf8.count + text.count)
        stored.append(scheme)
        stored.append(text)
        return stored
    }
}
