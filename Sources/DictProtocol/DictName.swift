/// The dictionaries that are served, by the names that HELLO gives them. Each opens its own key space, `shared/<name>/`.
public enum DictName: String, CaseIterable, Sendable {
    /// Where a user's mail is.
    case userdb
    /// What a user's password is.
    case passdb
    /// Whose login is switched off.
    case deny

    /// The dictionary of that name, if there is one.
    public init?(name: [UInt8]) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    /// What its keys begin with.
    public var prefix: [UInt8] {
        switch self {
        case .userdb: Self.userdbPrefix
        case .passdb: Self.passdbPrefix
        case .deny: Self.denyPrefix
        }
    }

    private static let userdbPrefix = Array("shared/userdb/".utf8)
    private static let passdbPrefix = Array("shared/passdb/".utf8)
    private static let denyPrefix = Array("shared/deny/".utf8)

    /// The user that `key` is about: all that follows the prefix, further slashes included. Nil for a key of another space.
    public func user(inKey key: [UInt8]) -> ArraySlice<UInt8>? {
        key.starts(with: prefix) ? key[prefix.count...] : nil
    }
}
