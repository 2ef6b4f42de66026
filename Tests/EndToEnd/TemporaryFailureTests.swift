import Foundation
import Glibc
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)
private let replacement = AccountCase(name: "replacement", login: .allowed, delivery: .found)

/// A last userdb that knows every name.
private let anyMailbox = """
    userdb {
      driver = static
      args = uid=842 gid=800 home=/nonexistent allow_all_users=yes
    }

    """

extension EndToEnd {
    /// What can't be read is never "unknown user" and never "denied": mail waits, clients try again, and nothing that
    /// stands behind our passdb and userdb answers in their place.
    @Suite(.serialized, .deployments(sql: account.sql + SystemAccount.sql, settings: anyMailbox))
    struct TemporaryFailureTests {
        @Test(arguments: Setup.all, DatabaseFault.allCases)
        func database(_ setup: Setup, _ fault: DatabaseFault) throws {
            let deployment = try Fleet.deployment(setup)
            // The server has the whole database open before something happens to it.
            #expect(try deployment.login(account.user, account.password) == .allowed)

            try fault.during(deployment.accounts) { () throws in
                for user in [account.user, "nobody@\(account.domainName)", "nobody@nowhere.example"] {
                    #expect(try deployment.login(user, account.password) == .unavailable)
                    #expect(try deployment.deliver(to: user) == .deferred)
                    let smtp = try deployment.doveadm(
                        ["auth", "test", "-x", "service=smtp", user], input: account.password + "\n")
                    #expect(smtp.status == 75, "\(smtp.output)")
                    let found = try deployment.doveadm(["user", user])
                    #expect(DeliveryAnswer(doveadmStatus: found.status) == .deferred, "\(found.errors)")
                }
                #expect(try deployment.login(account.user, "hunter3") == .unavailable)
                #expect(try deployment.doveadm(["user", "*"]).status != 0)
                if setup.features.contains(.systemAccounts) {
                    #expect(try deployment.login("ordinary", SystemAccount.password) == .unavailable)
                }
            }

            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)
        }

        /// A writer in WAL mode keeps nobody from reading.
        @Test(arguments: Setup.all)
        func lockedInWALMode(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            try deployment.accounts.execute("PRAGMA journal_mode = WAL")
            try deployment.accounts.whileLocked { () throws in
                #expect(try deployment.login(account.user, account.password) == .allowed)
                #expect(try deployment.deliver(to: account.user) == .found)
            }
            try deployment.accounts.execute("PRAGMA journal_mode = DELETE")
            #expect(try deployment.deliver(to: account.user) == .found)
        }
    }

    @Suite(.serialized, .deployments(sql: account.sql))
    struct DatabaseReplacementTests {
        /// From the moment that the path names another file, the old one's accounts are gone.
        @Test(arguments: Setup.all)
        func replacedByRename(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)

            let path = deployment.accounts.path
            _ = try AccountFile(path: "\(path).new", replacement.sql)
            rename("\(path).new", path)
            #expect(try deployment.login(account.user, account.password) == .denied)
            #expect(try deployment.deliver(to: account.user) == .unknown)
            #expect(try deployment.login(replacement.user, replacement.password) == .allowed)
            #expect(try deployment.deliver(to: replacement.user) == .found)
        }
    }
}
