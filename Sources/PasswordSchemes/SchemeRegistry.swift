extension PasswordScheme {
    /// The schemes; built when asked for, so that a program's start costs nothing.
    ///
    /// Encodings and lengths are those of Dovecot's password-scheme.c.
    static var registry: [PasswordScheme] {
        [
            PasswordScheme("PLAIN", .clear, PlainScheme()),
            PasswordScheme("CRYPT", .strong, CryptScheme()),
            PasswordScheme("YESCRYPT", .strong, CryptScheme(only: .yescrypt)),
            PasswordScheme("GOST-YESCRYPT", .strong, CryptScheme(only: .gostYescrypt)),
            PasswordScheme("SCRYPT", .strong, CryptScheme(only: .scrypt)),
            PasswordScheme("BLF-CRYPT", .strong, CryptScheme(only: .bcrypt)),
            PasswordScheme("SHA512-CRYPT", .strong, CryptScheme()),
            PasswordScheme("SHA256-CRYPT", .strong, CryptScheme()),
            PasswordScheme("SUNMD5", .weak, CryptScheme(only: .sunMD5)),
            PasswordScheme("MD5-CRYPT", .weak, CryptScheme(only: .md5)),
            PasswordScheme("BSDI-CRYPT", .weak, CryptScheme(only: .bsdi)),
            PasswordScheme("DES-CRYPT", .weak, CryptScheme()),
            PasswordScheme("NT", .weak, CryptScheme(only: .nt)),
        ]
    }

    /// Other names for schemes of the registry.
    static var aliases: [(alias: String, name: String)] {
        [
            ("CLEAR", "PLAIN"),
            ("CLEARTEXT", "PLAIN"),
        ]
    }
}
