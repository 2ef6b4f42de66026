extension PasswordScheme {
    /// The schemes under their own names, the strong ones first.
    ///
    /// Names, encodings and lengths are those of Dovecot's password-scheme.c. Dovecot knows those of `dovecotName` "CRYPT" only
    /// under that name.
    static var registry: [PasswordScheme] {
        [
            PasswordScheme("CRYPT", .strong, CryptScheme(.yescrypt)),
            PasswordScheme("YESCRYPT", .strong, CryptScheme(only: .yescrypt), dovecotName: "CRYPT"),
            PasswordScheme("GOST-YESCRYPT", .strong, CryptScheme(only: .gostYescrypt), dovecotName: "CRYPT"),
            PasswordScheme("SCRYPT", .strong, CryptScheme(only: .scrypt), dovecotName: "CRYPT"),
            PasswordScheme("ARGON2ID", .strong, Argon2Scheme(.argon2id)),
            PasswordScheme("ARGON2I", .strong, Argon2Scheme(.argon2i)),
            PasswordScheme("BLF-CRYPT", .strong, CryptScheme(only: .bcrypt)),
            PasswordScheme("SHA512-CRYPT", .strong, CryptScheme(.sha512)),
            PasswordScheme("SHA256-CRYPT", .strong, CryptScheme(.sha256)),
            PasswordScheme("PBKDF2", .strong, PBKDF2Scheme()),
            PasswordScheme("SCRAM-SHA-256", .strong, ScramScheme(.sha256)),
            PasswordScheme("SCRAM-SHA-1", .strong, ScramScheme(.sha1)),
            PasswordScheme("SUNMD5", .weak, CryptScheme(only: .sunMD5), dovecotName: "CRYPT"),
            PasswordScheme("MD5-CRYPT", .weak, MD5CryptScheme()),
            PasswordScheme("MD5", .weak, MD5Scheme()),
            PasswordScheme("BSDI-CRYPT", .weak, CryptScheme(only: .bsdi), dovecotName: "CRYPT"),
            PasswordScheme("DES-CRYPT", .weak, CryptScheme(.des)),
            PasswordScheme("NT", .weak, CryptScheme(only: .nt), dovecotName: "CRYPT"),
            PasswordScheme("SSHA512", .weak, SaltedDigestScheme(.sha512), encoding: .base64),
            PasswordScheme("SSHA256", .weak, SaltedDigestScheme(.sha256), encoding: .base64),
            PasswordScheme("SSHA", .weak, SaltedDigestScheme(.sha1), encoding: .base64),
            PasswordScheme("SMD5", .weak, SaltedDigestScheme(.md5), encoding: .base64),
            PasswordScheme("SHA512", .weak, DigestScheme(.sha512), encoding: .base64, length: 64),
            PasswordScheme("SHA256", .weak, DigestScheme(.sha256), encoding: .base64, length: 32),
            PasswordScheme("SHA1", .weak, DigestScheme(.sha1), encoding: .base64, length: 20),
            PasswordScheme("LDAP-MD5", .weak, DigestScheme(.md5), encoding: .base64, length: 16),
            PasswordScheme("PLAIN-MD5", .weak, DigestScheme(.md5), encoding: .hex, length: 16),
            PasswordScheme("PLAIN-MD4", .weak, DigestScheme(.md4), encoding: .hex, length: 16),
            PasswordScheme("CRAM-MD5", .weak, CramMD5Scheme(), encoding: .hex, length: CramMD5Scheme.size),
            PasswordScheme("DIGEST-MD5", .weak, DigestMD5Scheme(), encoding: .hex, length: 16),
            PasswordScheme("OTP", .weak, OTPScheme()),
            PasswordScheme("PLAIN", .clear, PlainScheme()),
            PasswordScheme("PLAIN-TRUNC", .clear, PlainTruncScheme()),
        ]
    }

    /// Other names for schemes of the registry, and the name that every Dovecot accepts: 2.3 has no ARGON2.
    static var aliases: [(alias: String, name: String, dovecotName: String)] {
        [
            ("ARGON2", "ARGON2ID", "ARGON2ID"),
            ("SHA", "SHA1", "SHA"),
            ("HMAC-MD5", "CRAM-MD5", "HMAC-MD5"),
            ("CLEAR", "PLAIN", "CLEAR"),
            ("CLEARTEXT", "PLAIN", "CLEARTEXT"),
        ]
    }
}
