import SecretBytes

extension UnsaltedScheme {
    /// DIGEST-MD5: the MD5 of `user:realm:password` (RFC 2831). The realm is the part of the user name after its last `@`, or
    /// empty (password-scheme.c, digest_md5_generate).
    static let digestMD5 = UnsaltedScheme(hashesUser: true) { password, user in
        let name = Array(user.utf8)
        let at = name.lastIndex(of: UInt8(ascii: "@"))
        let realm = at.map { name[($0 + 1)...] } ?? []
        let prefix = SecretBytes(copying: name[..<(at ?? name.endIndex)] + ":".utf8 + realm + ":".utf8)
        return prefix.withUnsafeBytes { DigestAlgorithm.md5.digest($0, password) }
    }
}
