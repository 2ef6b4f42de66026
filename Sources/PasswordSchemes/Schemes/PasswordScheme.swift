/// A password scheme: what may stand in the braces of `{SCHEME}data`.
public struct PasswordScheme: Sendable {
    /// The name in upper case, for instance `SHA512-CRYPT`.
    public let name: String
    /// How well hashes of this scheme keep the password. For CRYPT: those that are made today.
    public let strength: SchemeStrength
    /// The encoding of the data where the name has no suffix; nil if the data is text as it is.
    let encoding: PasswordEncoding?
    /// How many bytes the decoded data has, if that is always the same.
    let length: Int?
    /// The name under which every Dovecot takes the data.
    let dovecotName: String
    let hashing: any PasswordHashing

    init(
        _ name: String, _ strength: SchemeStrength, _ hashing: any PasswordHashing, encoding: PasswordEncoding? = nil,
        length: Int? = nil, dovecotName: String? = nil
    ) {
        self.name = name
        self.strength = strength
        self.encoding = encoding
        self.length = length
        self.dovecotName = dovecotName ?? name
        self.hashing = hashing
    }

    /// The scheme called `name`, in upper or lower case; nil if there is none.
    public init?(named name: String) {
        let upper = String(decoding: name.utf8.map(\.asciiUppercase), as: UTF8.self)
        let alias = Self.aliases.first { $0.alias == upper }
        let canonical = alias?.name ?? upper
        guard let found = Self.registry.first(where: { $0.name == canonical }) else { return nil }
        self.init(
            upper, found.strength, found.hashing, encoding: found.encoding, length: found.length,
            dovecotName: alias?.dovecotName ?? found.dovecotName)
    }

    /// Every scheme, aliases included.
    public static var all: [PasswordScheme] {
        registry + aliases.compactMap { PasswordScheme(named: $0.alias) }
    }
}
