/// Recognises hashes without `{SCHEME}` by their first bytes.
enum BareHash {
    /// The scheme of `stored`; nil if it is not recognised, so that the default scheme applies.
    ///
    /// If the default scheme stores clear passwords, thirteen letters are a password and no DES hash.
    static func schemeName(of stored: UnsafeRawBufferPointer, inPlaceOf assumed: PasswordScheme) -> String? {
        if stored.starts(with: "$argon2id$") { return "ARGON2ID" }
        if stored.starts(with: "$argon2i$") { return "ARGON2I" }
        switch CryptMethod(of: stored) {
        case nil: return nil
        case .des:
            return stored.count == 13 && assumed.strength != .clear && isAllDigits(stored) ? "CRYPT" : nil
        case .bsdi:
            return stored.count == 20 && assumed.strength != .clear && isAllDigits(stored.dropFirst()) ? "CRYPT" : nil
        case .md5: return "MD5-CRYPT"
        case .some: return "CRYPT"
        }
    }

    /// `stored` without the third field of an MD5-CRYPT hash, which Dovecot ignores (password_get_scheme).
    static func data(of stored: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard stored.starts(with: "$1$"), let salt = stored.dropFirst(3).firstIndex(of: UInt8(ascii: "$")),
            let end = stored[(salt + 1)...].firstIndex(of: UInt8(ascii: "$"))
        else { return stored }
        return UnsafeRawBufferPointer(rebasing: stored[..<end])
    }

    private static func isAllDigits(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy(CryptBase64.contains)
    }
}
