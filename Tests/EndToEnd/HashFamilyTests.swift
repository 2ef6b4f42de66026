import Testing

/// An account whose password, always the same, is stored in one of the ways that there are.
private func account(_ name: String, _ stored: String) -> AccountCase {
    AccountCase(name: name, vmPasswd: "'\(stored)'", login: .allowed, delivery: .found)
}

/// Made by doveadm pw and crypt(3), not by us.
private let strongHashes = [
    account("plain", "{PLAIN}hunter2"),
    account("base64", "{PLAIN.b64}aHVudGVyMg=="),
    account("bcrypt", "{BLF-CRYPT}$2y$05$LqtOP2wqjRKx4FLktDLzHuf6yVKCKzcVnCc0dqcHzrhy8y6Y8tZGC"),
    account(
        "sha512",
        "{SHA512-CRYPT}$6$AQRJCpy21jpbhTne$aWnxkzj.R5t0Iy4KEMLgz6iBe/zzJFCFbbv6PUOxGla8XKK30J5V8TuGz6QDuGggR4ofQafoWv9Liulhzo8230"
    ),
    account("sha256 bare", "$5$vc.012zyZkRncmI5$8Nph8xH.C1ZcYgvAOm90loczRMrLUL9QUrUS4LuES12"),
    account(
        "yescrypt",
        "{CRYPT}$y$j9T$V7qMYJaNbVKOeh4PhtqPk3aMXFKNaR4OddqOgpaPj/5$o00f5A6WfIf9rzdO/L2OtuFI/.VJ8Vh47K6Ud1z8Hm8"),
    account(
        "yescrypt by name",
        "{YESCRYPT}$y$j9T$V7qMYJaNbVKOeh4PhtqPk3aMXFKNaR4OddqOgpaPj/5$o00f5A6WfIf9rzdO/L2OtuFI/.VJ8Vh47K6Ud1z8Hm8"),
    account(
        "gost yescrypt",
        "{CRYPT}$gy$j9T$V7qMYJaNbVKOeh4PhtqPk3aMXFKNaR4OddqOgpaPj/5$NYQ665Dz3WyzGiDsZj1c9nv2j.Xth5lZXSVp7Y/gYN/"),
    account(
        "scrypt",
        "{CRYPT}$7$CU..../....V7qMYJaNbVKOeh4PhtqPk3aMXFKNaR4OddqOgpaPj/5$p/yA59aVu9aYmaNJfDXcpOwa1wMoH1LANiG5AHCdWH2"),
    account(
        "argon2i",
        "{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$6Y7XpksTG90p5ru6WBCOnA$xVeHcEMjkAojtIDjGNmxg1hUPbv7h2iHxYhlGUCvQLM"),
    account(
        "argon2id",
        "{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$n3DYKvpQ8+TBnogQ6mEPfg$ECb6mCn6FW7p4IT+sN4q/yPSg5f7Jk8PYQ0j7l+XMyo"),
    account(
        "argon2",
        "{ARGON2}$argon2id$v=19$m=65536,t=3,p=1$n3DYKvpQ8+TBnogQ6mEPfg$ECb6mCn6FW7p4IT+sN4q/yPSg5f7Jk8PYQ0j7l+XMyo"),
    account("pbkdf2", "{PBKDF2}$1$5g6JOIuy.jxrcoGw$5000$3f017829372defc21cfd5bffb62e14c5e67adc94"),
    account(
        "scram",
        "{SCRAM-SHA-256}4096,c44X6KBfCkwGETaTK9nBPw==,n3jcXKfAeZjMd+Lrt13DMsXYVzmdMnDP9O1VcbdeSf4=,t+V+32T0PktVKFVNBvTYr+x+BJRWkGnBOrfPDjaxH+c="
    ),
    account("sha1", "{SHA1}87u9ZqY9S/F0eUBXjsPQEDUw4h0="),
    account(
        "ssha512",
        "{SSHA512}X4/9gP8jZKeA5j7sUSItusPx0InG1m9KPRD/vFXRXg8D9O43sIZncpvMwzHyezMe48VHE+oKkDcjBvFj+RJF8d96Lbg="),
    account("cram md5", "{CRAM-MD5}60ebd8347e945af7703b0d59d8bfedc236234196f561c057cf5a5d5a6e58304a"),
    account("digest md5", "{DIGEST-MD5}4c0e5caf147632dc281bae7450eebf74"),
    account("otp", "{OTP}sha1 1024 2c32b854c42733c4 dcd31034724b9bc7"),
]

/// What Dovecot 2.4 refuses unless it is told not to.
private let weakHashes = [
    account("des", "{DES-CRYPT}EyPCO6P6z5Lqg"),
    account("md5 crypt", "{MD5-CRYPT}$1$LRwgVBCg$Z4FJ7x8PVNBmFFbIu8Qmq/"),
    account("smd5", "{SMD5}t5xkeAfdyuL8Gc2A7lLzrFwsafU="),
    account("plain md4", "{PLAIN-MD4}ef82affaaca97b5271818b446c1d6cb7"),
    account("plain md5", "{PLAIN-MD5}2ab96390c7dbe3439de74d0c9b0b1767"),
    account("ldap md5", "{LDAP-MD5}KrljkMfb40Od500MmwsXZw=="),
]

/// The statements that make them all.
private let hashes = (strongHashes + weakHashes).map(\.sql).joined()

extension EndToEnd {
    /// A login by IMAP with a hash of every family, whether we compare it or Dovecot does.
    @Suite(.serialized, .deployments(sql: hashes))
    struct HashFamilyTests {
        @Test(arguments: Setup.all, strongHashes) func letsItsPasswordIn(_ setup: Setup, _ account: AccountCase) throws
        {
            try check(setup, account)
        }

        /// With 2.4 too, which itself refuses to compare with most of these.
        @Test(arguments: Setup.all, weakHashes)
        func aWeakOneLetsItsPasswordIn(_ setup: Setup, _ account: AccountCase) throws {
            try check(setup, account)
        }

        private func check(_ setup: Setup, _ account: AccountCase) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login(account.user, "hunter2") == .allowed)
            #expect(try deployment.login(account.user, "hunter3") == .denied)
        }
    }
}
