extension PasswordScheme {
    /// The schemes under their own names, the strong ones first; then those under other names.
    ///
    /// Names, encodings and lengths are those of Dovecot's password-scheme.c. Dovecot knows those of `dovecotName` "CRYPT" only
    /// under that name. Dovecot 2.3 has no ARGON2.
    package static let all: [PasswordScheme] = [
        PasswordScheme("CRYPT", .strong, CryptScheme(method: .yescrypt)),
        PasswordScheme("YESCRYPT", .strong, CryptScheme(method: .yescrypt, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme(
            "GOST-YESCRYPT", .strong, CryptScheme(method: .gostYescrypt, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme("SCRYPT", .strong, CryptScheme(method: .scrypt, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme("ARGON2ID", .strong, Argon2Scheme(variant: .argon2id)),
        PasswordScheme("ARGON2I", .strong, Argon2Scheme(variant: .argon2i)),
        PasswordScheme("BLF-CRYPT", .strong, CryptScheme(method: .bcrypt, isStrict: true)),
        PasswordScheme("SHA512-CRYPT", .strong, CryptScheme(method: .sha512)),
        PasswordScheme("SHA256-CRYPT", .strong, CryptScheme(method: .sha256)),
        PasswordScheme("PBKDF2", .strong, PBKDF2Scheme()),
        PasswordScheme("SCRAM-SHA-256", .strong, ScramScheme(algorithm: .sha256)),
        PasswordScheme("SCRAM-SHA-1", .strong, ScramScheme(algorithm: .sha1)),
        PasswordScheme("SUNMD5", .weak, CryptScheme(method: .sunMD5, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme("MD5-CRYPT", .weak, MD5CryptScheme()),
        PasswordScheme("MD5", .weak, MD5Scheme()),
        PasswordScheme("BSDI-CRYPT", .weak, CryptScheme(method: .bsdi, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme("DES-CRYPT", .weak, CryptScheme(method: .des)),
        PasswordScheme("NT", .weak, CryptScheme(method: .nt, isStrict: true), dovecotName: "CRYPT"),
        PasswordScheme("SSHA512", .weak, SaltedDigestScheme(algorithm: .sha512), encoding: .base64),
        PasswordScheme("SSHA256", .weak, SaltedDigestScheme(algorithm: .sha256), encoding: .base64),
        PasswordScheme("SSHA", .weak, SaltedDigestScheme(algorithm: .sha1), encoding: .base64),
        PasswordScheme("SMD5", .weak, SaltedDigestScheme(algorithm: .md5), encoding: .base64),
        PasswordScheme("SHA512", .weak, UnsaltedScheme.digest(.sha512), encoding: .base64, length: 64),
        PasswordScheme("SHA256", .weak, UnsaltedScheme.digest(.sha256), encoding: .base64, length: 32),
        PasswordScheme("SHA1", .weak, UnsaltedScheme.digest(.sha1), encoding: .base64, length: 20),
        PasswordScheme("LDAP-MD5", .weak, UnsaltedScheme.digest(.md5), encoding: .base64, length: 16),
        PasswordScheme("PLAIN-MD5", .weak, UnsaltedScheme.digest(.md5), encoding: .hex, length: 16),
        PasswordScheme("PLAIN-MD4", .weak, UnsaltedScheme.digest(.md4), encoding: .hex, length: 16),
        PasswordScheme("CRAM-MD5", .weak, UnsaltedScheme.cramMD5, encoding: .hex, length: 32),
        PasswordScheme("DIGEST-MD5", .weak, UnsaltedScheme.digestMD5, encoding: .hex, length: 16),
        PasswordScheme("OTP", .weak, OTPScheme()),
        PasswordScheme("PLAIN", .clear, UnsaltedScheme.plain),
        PasswordScheme("PLAIN-TRUNC", .clear, PlainTruncScheme()),
        PasswordScheme("ARGON2", .strong, Argon2Scheme(variant: .argon2id), dovecotName: "ARGON2ID"),
        PasswordScheme("SHA", .weak, UnsaltedScheme.digest(.sha1), encoding: .base64, length: 20),
        PasswordScheme("HMAC-MD5", .weak, UnsaltedScheme.cramMD5, encoding: .hex, length: 32),
        PasswordScheme("CLEAR", .clear, UnsaltedScheme.plain),
        PasswordScheme("CLEARTEXT", .clear, UnsaltedScheme.plain),
    ]
}
