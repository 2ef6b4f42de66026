/// Recognises hashes without `{SCHEME}` by their first bytes.
enum BareHash {
    /// The scheme of `stored`; nil if it is not recognised, so that the default scheme applies.
    ///
    /// If the default scheme stores clear passwords, thirteen letters are a password and no DES hash.
    static func schemeName(of stored: Bytes, inPlaceOf assumed: PasswordScheme) -> String? {
        if stored.starts(with: "$argon2id$".utf8) { return "ARGON2ID" }
        if stored.starts(with: "$argon2i$".utf8) { return "ARGON2I" }
        guard let method = CryptMethod(of: stored) else { return nil }
        switch method {
        case .des, .bsdi:
            let isHash =
                stored.count == (method == .des ? 13 : 20) && assumed.strength != .clear
                && stored.dropFirst(method.rawValue.utf8.count).allSatisfy(CryptBase64.contains)
            return isHash ? "CRYPT" : nil
        case .md5: return "MD5-CRYPT"
        default: return "CRYPT"
        }
    }

    /// `stored` without the third field of an MD5-CRYPT hash, which Dovecot ignores (password_get_scheme).
    static func data(of stored: Bytes) -> Bytes {
        guard stored.starts(with: "$1$".utf8), let salt = stored.dropFirst(3).firstIndex(of: UInt8(ascii: "$")),
            let end = stored[(salt + 1)...].firstIndex(of: UInt8(ascii: "$"))
        else { return stored }
        return Bytes(rebasing: stored[..<end])
    }
}
