/// How hard it is to find passwords in a stolen database.
public enum SchemeStrength: String, Sendable {
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
    public let name: String
    /// The strength of the scheme's hashes; for CRYPT, of new ones.
    public let strength: SchemeStrength
    /// The encoding of the data if the name has no suffix; nil if the data is plain text.
    let encoding: PasswordEncoding?
    /// The length of the decoded data in bytes, if that is always the same.
    let length: Int?
    /// The name under which every Dovecot accepts the data.
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
        let found = name.utf8Span.span.withUnsafeBytes { Self.named($0) }
        guard let found else { return nil }
        self = found
    }

    /// The scheme called `name`, in upper or lower case; nil if there is none.
    static func named(_ name: UnsafeRawBufferPointer) -> PasswordScheme? {
        names.firstIndex(of: String(uppercasing: name)).map { all[$0] }
    }

    private static let names = all.map(\.name)

    /// Every scheme: the registry, then the aliases.
    public static let all: [PasswordScheme] = {
        let registry = Self.registry
        return registry
            + aliases.compactMap { alias in
                registry.first { $0.name == alias.name }.map { PasswordScheme(alias: alias, of: $0) }
            }
    }()

    private init(alias: (alias: String, name: String, dovecotName: String), of scheme: PasswordScheme) {
        self.init(
            alias.alias, scheme.strength, scheme.hashing, encoding: scheme.encoding, length: scheme.length,
            dovecotName: alias.dovecotName)
    }
}
