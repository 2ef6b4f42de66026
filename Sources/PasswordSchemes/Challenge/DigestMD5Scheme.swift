import SecretBytes

/// DIGEST-MD5: the MD5 of `user:realm:password` (RFC 2831), where the realm is what follows the last `@` of the user's
/// name, or nothing (password-scheme.c, digest_md5_generate).
struct DigestMD5Scheme: PasswordHashing {
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        guard data.count == DigestAlgorithm.md5.size else { throw .malformed }
    }

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        digest(password, user: user).withUnsafeBytes { constantTimeEqual($0, data) }
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        try request.expectNoRounds()
        guard let user = request.user, !user.isEmpty else { throw .userNeeded }
        return digest(password, user: user)
    }

    private func digest(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes {
        let name = Array(user.utf8)
        let at = name.lastIndex(of: UInt8(ascii: "@"))
        let localpart = name[..<(at ?? name.endIndex)]
        let realm = at.map { name[($0 + 1)...] } ?? []
        let prefix = SecretBytes(copying: localpart + ":".utf8 + realm + ":".utf8)
        return prefix.withUnsafeBytes { DigestAlgorithm.md5.digest($0, password) }
    }
}
