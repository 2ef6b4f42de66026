import SecretBytes

/// CRYPT and the `…-CRYPT` names: whatever libxcrypt computes.
///
/// Dovecot hands the data of CRYPT, DES-CRYPT, SHA256-CRYPT and SHA512-CRYPT to crypt(3) alike, whatever its method
/// (password-scheme.c, crypt_verify); only BLF-CRYPT and MD5-CRYPT insist on theirs, and so do the names that are ours.
struct CryptScheme: PasswordHashing {
    /// The only method that is taken; nil for all.
    let only: CryptMethod?

    init(only: CryptMethod? = nil) {
        self.only = only
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        try CryptHash.screen(data, limits: limits)
        if let only, CryptMethod(of: data) != only { throw .malformed }
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        // bcrypt reads no further, and libxcrypt refuses at 512 what Dovecot's own bcrypt takes.
        let isBcrypt = CryptMethod(of: data) == .bcrypt
        let password = isBcrypt ? UnsafeRawBufferPointer(rebasing: password.prefix(72)) : password
        guard password.count < Libxcrypt.passwordSize else { return false }
        guard let hash = Libxcrypt.hash(password, setting: data) else {
            // libxcrypt says EINVAL for want of memory as well.
            throw Memory.isAvailable(CryptHash.memory(of: data)) ? .malformed : .notComputed
        }
        return hash.withUnsafeBytes { constantTimeEqual($0, data) }
    }
}
