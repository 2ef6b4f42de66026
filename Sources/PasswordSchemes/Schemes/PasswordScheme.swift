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
        let found = name.utf8Span.span.withUnsafeBytes { Self.named($0) }
        guard let found else { return nil }
        self = found
    }

    /// The scheme that `name` stands for, in upper or lower case; nil if there is none.
    static func named(_ name: UnsafeRawBufferPointer) -> PasswordScheme? {
        names.firstIndex(of: String(uppercasing: name)).map { all[$0] }
    }

    private static let names = all.map(\.name)

    /// Every scheme, aliases included: the registry, and behind it the aliases.
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
