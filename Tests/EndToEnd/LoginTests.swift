import Testing

private let plain = AccountCase(name: "plain", login: .allowed, delivery: .found)
private let closed = AccountCase(name: "closed", address: "-1", login: .denied, delivery: .found)
private let hashed = AccountCase(
    name: "hashed", vmPasswd: "'{BLF-CRYPT}$2y$05$IzO2HOSS0X4CIJRElxARguzn3wwbV.5cPkg0ATnXolSwNEcC75Vsm'",
    login: .allowed, delivery: .found)

extension EndToEnd {
    /// Other ways to log in than with a password in clear.
    @Suite(.serialized, .deployments(sql: plain.sql + closed.sql + hashed.sql))
    struct ChallengeResponseTests {
        @Test(arguments: Setup.all)
        func cramMD5(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            func login(_ user: String, _ password: String) throws -> LoginAnswer {
                try IMAPClient(port: deployment.ports.imap).loginCRAMMD5(user, password)
            }
            #expect(try login(plain.user, "hunter2") == .allowed)
            #expect(try login(plain.user, "hunter3") == .denied)
            #expect(try login(closed.user, "hunter2") == .denied)
            // The password itself is needed, which a hash does not give away.
            #expect(try login(hashed.user, "hunter2") == .denied)
            #expect(try login("nobody@nowhere.example", "hunter2") == .denied)
        }
    }

    /// Names that are no account's, and that Dovecot passes on since the samples empty `auth_username_chars`.
    @Suite(.serialized, .deployments(sql: plain.sql))
    struct OddNameTests {
        static let names: [[UInt8]] =
            [
                "../plain.example/user@plain.example", "user@../plain.example", "..@plain.example", ".@plain.example",
                "user@..", "user@.plain.example", "us/er@plain.example", "user@plain.example@plain.example",
                "user@user@plain.example", "user", "@", "user@", "user@plain.example ", " user@plain.example",
                "user@plain.example\t", "user@plain.example\n", "user\r\n@plain.example", "user@plain.example\u{1}",
                "user@plain.example/", "%u@plain.example", "*@plain.example", "us_r@plain.example",
                "' OR 1=1 --@plain.example", String(repeating: "a", count: 300) + "@plain.example",
                "user@" + String(repeating: "a", count: 300) + ".example",
            ].map { Array($0.utf8) } + [[0xff, 0xfe] + Array("@plain.example".utf8)]

        @Test(arguments: Setup.all)
        func areUnknown(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let logins = try Self.names.map { name in
                let client = try IMAPClient(port: deployment.ports.imap)
                try client.sendLogin(name, Array("hunter2".utf8))
                return (String(decoding: name, as: UTF8.self), client)
            }
            for (name, login) in logins {
                #expect(try login.answer() == .denied, "\(name.debugDescription)")
                // doveadm lists for a wildcard, and drops a last \u{1} before it asks.
                if name.contains("*") || name.contains("\u{1}") { continue }
                #expect(try deployment.userAnswer(name) == .unknown, "\(name.debugDescription)")
            }
            #expect(try deployment.login(plain.user, plain.password) == .allowed)
        }
    }
}
