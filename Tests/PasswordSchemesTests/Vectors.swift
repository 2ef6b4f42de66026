/// Stored passwords whose password is "whatAcoolPassword", for the user `user@new.vmail.example`: of each scheme one that
/// costs little. Made by Dovecot 2.3.19, by crypt(3), and by the argon2 command.
enum Vectors {
    static let password = "whatAcoolPassword"

    static let all = crypt.map { "{CRYPT}" + $0 } + dovecot

    static let dovecot = [
        "{PLAIN}whatAcoolPassword",
        "{CLEAR}whatAcoolPassword",
        "{CLEARTEXT}whatAcoolPassword",
        "{PLAIN-TRUNC}512-whatAcoolPassword",
        "{PLAIN.B64}d2hhdEFjb29sUGFzc3dvcmQ=",
        "{BLF-CRYPT}$2y$05$A6Zm4aMQN.zsGuhy0Wyy8O./RC7Krsvjd9/pK7bXYLXYQoAOCqly.",
        "{SHA512-CRYPT}$6$vhltgQORtxG3WAIr$6K4H6EXpQnna71qZgRA6Pr29P5bnrcqFn4PEoOM6s7hbwjP7.meMgMV1370E.QFmBWuSbl"
            + "dVVSOKAGVyzNhle1",
        "{SHA256-CRYPT}$5$UcwcpjZrSsO8dDTD$w1CTiBVh4aAln3kQtfCuICmvxqH7bRoA/CUtCehm.p8",
        "{MD5-CRYPT}$1$O3OHi9hi$fcQ4yqtH6whlC3R9XspjC.",
        "{MD5}$1$nEJpu0Uk$XVdqdrCNQENcGAQJHiTOI0",
        "{MD5}f744266746c60b7e41e0f66b6f6c4dc4",
        "{DES-CRYPT}AD2e8WijorFww",
        "{ARGON2ID}$argon2id$v=19$m=1024,t=2,p=3$c29tZXNhbHRY$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs",
        "{ARGON2I}$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHRY$e1gEWmOjKIWzIJtNsM9MsX233fosH5SAOD3rQzFfZ7Y",
        "{ARGON2}$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHRY$e1gEWmOjKIWzIJtNsM9MsX233fosH5SAOD3rQzFfZ7Y",
        "{PBKDF2}$1$0aL9bU.ctAnW4fHn$5000$ddde80678c347c857ceec44a03a0daaf1860e2f3",
        "{SCRAM-SHA-1}4096,ltAfHKCvVkh+Lj/NTR/Ubw==,hMfRnniKmv+MW4bKL4LODlO3OlM=,b41NjyVbBmcSCs4EUC2n9S5SjCA=",
        "{SCRAM-SHA-256}4096,tBDc0146R20/shaHfWrRmQ==,CGCDQpt93XSvpDo9+P3hNCa9jz9yYaH8xMvIwMEkXDI=,"
            + "8vjrUhRx/vlHzu/8nhE4GuXOs5aVAqS0mCw06hZWvTk=",
        "{SHA}hxWde9nO34VRSzlVKT1pM5YIBzI=",
        "{SHA1}hxWde9nO34VRSzlVKT1pM5YIBzI=",
        "{SHA256}ztJTwMLq8tsWJb+WzA7oS92Ty7KlgBt7Em4c0z9fZ9g=",
        "{SHA256.HEX}ced253c0c2eaf2db1625bf96cc0ee84bdd93cbb2a5801b7b126e1cd33f5f67d8",
        "{SHA512}u7eIsUfj+OaAbpX3xAmW7g2iTWoqIRmqTm0fahtMxRB+3r8NO4tARr46IsAcaNuhZYAVGevkOInc0vUSW0cdZg==",
        "{SSHA}+xhlLuVUfXewOs1n9t/pyDEjZ5qWjv2T",
        "{SSHA256}6WfRIERozEyaQVYOg7CQHi2iCfjMz72cvJVrQ08QcL5y31PX",
        "{SSHA512}SCXekCsA4fsgyfPhmov3fuleahIzjtKc8lnMOkf4sAs1b3qKRnNG/jayiEfq4vwXFuukMGvkHxl5JFJo4BpeEUiCl5Q=",
        "{SMD5}ICJ+nyB7ox3d6OAp1Fvo0CoIHps=",
        "{LDAP-MD5}90QmZ0bGC35B4PZrb2xNxA==",
        "{PLAIN-MD4}fd708d770961eaa22f8ac033f9cf1cf7",
        "{PLAIN-MD5}f744266746c60b7e41e0f66b6f6c4dc4",
        "{CRAM-MD5}caa4274b91480a3f6d2e3b6d50552593e17ebd5d474502cc604309d949e407c1",
        "{CRAM-MD5.B64}yqQnS5FICj9tLjttUFUlk+F+vV1HRQLMYEMJ2UnkB8E=",
        "{HMAC-MD5}caa4274b91480a3f6d2e3b6d50552593e17ebd5d474502cc604309d949e407c1",
        "{DIGEST-MD5}f8ccf2adcbcb9b80041a3e8e96d7b070",
        "{OTP}sha1 1024 fe421946113c4bba 064268086e914b4d",
    ]

    static let crypt = CryptSchemeTests.vectors.filter {
        // These take a good part of a second.
        !$0.hasPrefix("$7$B") && !$0.hasPrefix("$md5,rounds=7")
    }
}
