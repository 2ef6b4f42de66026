import SecretBytes

/// DIGEST-MD5: the MD5 of `user:realm:password` (RFC 2831). The realm is the part of the user name after its last `@`, or
/// empty (password-scheme.c, digest_md5_generate).
struct DigestMD5Scheme: UnsaltedHashing {
    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        try request.expectNoRounds()
        guard let user = request.user, !user.isEmpty else { throw .userNeeded }
        return hash(password, user: user)
    }

    func hash(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes {
        let name = Array(user.utf8)
        let at = name.lastIndex(of: UInt8(ascii: "@"))
        let localpart = name[..<(at ?? name.endIndex)]
        let realm = at.map { name[($0 + 1)...] } ?? []
        let prefix = SecretBytes(copying: localpart + ":".utf8 + realm + ":".utf8)
        return prefix.withUnsafeBytes { DigestAlgorithm.md5.digest($0, password) }
    }
}
