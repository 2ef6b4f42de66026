/// The dictionaries of the server, by their names in HELLO. The keys of each begin with `shared/<name>/`.
package enum DictName: String, CaseIterable, Sendable {
    /// Users and where their mail is.
    case userdb
    /// Users with their stored passwords.
    case passdb
    /// Users whose logins are blocked (−1).
    case deny

    package init?(name: [UInt8]) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    package var prefix: [UInt8] {
        switch self {
        case .userdb: Self.userdbPrefix
        case .passdb: Self.passdbPrefix
        case .deny: Self.denyPrefix
        }
    }

    // Made once, as every look-up needs one.
    private static let userdbPrefix = Array("shared/userdb/".utf8)
    private static let passdbPrefix = Array("shared/passdb/".utf8)
    private static let denyPrefix = Array("shared/deny/".utf8)

    /// The user in `key`: everything after the prefix, including slashes. Nil if the key does not begin with the prefix.
    package func user(inKey key: [UInt8]) -> ArraySlice<UInt8>? {
        key.starts(with: prefix) ? key[prefix.count...] : nil
    }
}
