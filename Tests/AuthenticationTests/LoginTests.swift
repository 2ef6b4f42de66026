import PasswordSchemes
import TestSupport
import Testing

@testable import Authentication

@Suite struct LoginTests {
    @Test func theRightPasswordAndNoOther() throws {
        let accounts = try Accounts()
        #expect(accounts.login().isAllowed)
        for password in ["", "Secret", "secret ", " secret", "secre", "secrets", "secret\u{0}", "{PLAIN}secret"] {
            #expect(accounts.login("u@d.example", password) == .denied(.wrongPassword), "\(password)")
        }
    }

    @Test func aHashedPassword() throws {
        let accounts = try Accounts(
            "UPDATE VMailbox SET vmPasswd = '{SHA512-CRYPT}$6$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/';"
        )
        #expect(accounts.login().isAllowed)
        #expect(accounts.login("u@d.example", "Secret") == .denied(.wrongPassword))
    }

    /// The bad vmPasswd of the issue's list: nothing matches them, and each is said to be bad, without its data.
    @Test(arguments: [
        "NULL", "''", "'{}'", "'{'", "'{PLAIN'", "'{PLAIN}'", "'{NOSUCH}secret'", "'{CRYPT}*0'", "'{CRYPT}*1'",
        "'{CRYPT}!'",
        "'{CRYPT}'", "'*'", "'!'", "'secret'", "'{CRYPT}$6$'", "'{CRYPT}$6$x'", "'{CRYPT}$6$x$short'",
        "'$2y$10$tooShort'",
        "'{SHA512-CRYPT}$6$rounds=999999999$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/'",
        "'$6$rounds=999999999$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/'",
        "'{SHA512-CRYPT}secret'", "x'7b504c41494e7d736563726574'",
    ])
    func whatNothingMatches(vmPasswd: String) throws {
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = \(vmPasswd);")
        for password in ["secret", "", "*0", "{PLAIN}secret"] {
            guard case .denied(.unusablePassword) = accounts.login("u@d.example", password) else {
                Issue.record("\(vmPasswd): \(accounts.login("u@d.example", password))")
                return
            }
        }
        #expect(accounts.warnings.count >= 4)
        for warning in accounts.warnings {
            #expect(warning.description.hasPrefix("u@d.example: nobody can log in with its stored password ("))
            #expect(!warning.description.contains("mQUK"))
        }
        #expect(accounts.delivery().isFound)
    }

    @Test func theDefaultSchemeIsASetting() throws {
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = 'secret';") { $0.defaultScheme = "PLAIN" }
        #expect(accounts.login().isAllowed)
    }

    @Test func whatAHashMayCostIsASetting() throws {
        let hash = "$2y$05$IzO2HOSS0X4CIJRElxARguzn3wwbV.5cPkg0ATnXolSwNEcC75Vsm"
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = '\(hash)';") { $0.limits.bcryptCost = 4 }
        guard case .denied(.unusablePassword(.tooExpensive)) = accounts.login("u@d.example", "hunter2") else {
            Issue.record("computed")
            return
        }
        let enough = try Accounts("UPDATE VMailbox SET vmPasswd = '\(hash)';") { $0.limits.bcryptCost = 5 }
        #expect(enough.login("u@d.example", "hunter2").isAllowed)
    }

    /// Else a login on a locked database would wait twice.
    @Test func aFailureIsAskedForOnce() throws {
        let accounts = try Accounts()
        accounts.store.failure = FailingStore.failure(.locked)
        #expect(accounts.login().isTemporaryFailure)
        #expect(accounts.store.questions == 1)
    }

    /// What stands in braces may be a clear password.
    @Test(arguments: ["{hunter2}", "{hunter2}x"]) func aClearPasswordInBracesIsNotLogged(stored: String) throws {
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = '\(stored)';") { $0.defaultScheme = "PLAIN" }
        #expect(accounts.login().isDenied)
        #expect(accounts.warnings.count == 1)
        #expect(!"\(accounts.warnings)".lowercased().contains("hunter2"))
    }

    @Test func aDeniedAccountIsDeniedWithTheRightPasswordAndTheWrongOne() throws {
        let accounts = try Accounts("UPDATE Address SET active = -1;")
        #expect(accounts.login() == .denied(.states([.loginBlocked(.Address)])))
        #expect(accounts.login("u@d.example", "wrong") == .denied(.states([.loginBlocked(.Address)])))
    }

    /// Counted and not timed: each refusal computes a hash of the same memory, whatever is stored for the account itself.
    @Test(arguments: [
        ("u@d.example", "wrong"), ("u@d.example", "secret"), ("nobody@d.example", "secret"),
        ("closed@d.example", "secret"), ("broken@d.example", "secret"), ("none@d.example", "secret"),
    ])
    func whatARefusalCosts(user: String, password: String) throws {
        let yescrypt = "{CRYPT}$y$j9T$0123456789abcdefghijk.$0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
        let accounts = try Accounts(
            """
            UPDATE VMailbox SET vmPasswd = '\(yescrypt)';
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES
                ('closed', 1, -1), ('broken', 1, 1), ('none', 1, 0);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (2, '\(yescrypt)'), (3, '{NONSENSE}x'), (4, NULL);
            """)
        var memory: Int?
        accounts.directory.login(user.utf8) { memory = $0.memory }
        // 128 bytes, r = 32, N = 4096 (crypt(5), "$y$j9T$").
        #expect(memory == 128 * 32 * 4096)
    }

    /// Dovecot vouches for a master user's login: the policy still holds.
    @Test(arguments: [("", true), ("UPDATE Address SET active = -1;", false), ("DELETE FROM VMailbox;", false)])
    func aLoginWithoutAPassword(statement: String, isAllowed: Bool) throws {
        let accounts = try Accounts(statement)
        var verdict: LoginVerdict?
        accounts.directory.login("u@d.example".utf8) { verdict = $0.verdictWithoutPassword }
        #expect(verdict?.isAllowed == isAllowed)
    }
}
