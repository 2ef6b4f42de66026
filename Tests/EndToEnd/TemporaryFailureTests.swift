import Foundation
import Glibc
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)
private let replacement = AccountCase(name: "replacement", login: .allowed, delivery: .found)

extension EndToEnd {
    /// What can't be read is never "unknown user" and never "denied": mail waits, clients try again, and nothing that
    /// stands behind our passdb and userdb answers in their place.
    @Suite(.serialized, .deployments(sql: account.sql + SystemAccount.sql, settings: { $0.anyMailbox }))
    struct TemporaryFailureTests {
        @Test(arguments: Setup.all, DatabaseFault.allCases)
        func database(_ setup: Setup, _ fault: DatabaseFault) throws {
            let deployment = try Fleet.deployment(setup)
            // The server has the whole database open before something happens to it.
            #expect(try deployment.login(account.user, account.password) == .allowed)

            try fault.during(deployment.accounts) { () throws in
                let users = [account.user, "nobody@\(account.domainName)", "nobody@nowhere.example"]
                var logins = try users.map { try deployment.startLogin($0, account.password) }
                logins.append(try deployment.startLogin(account.user, "hunter3"))
                if setup.features.contains(.systemAccounts) {
                    logins.append(try deployment.startLogin("ordinary", SystemAccount.password))
                }
                #expect(try deployment.smtpAuth(account.user, account.password) == .unavailable)
                for login in logins { #expect(try login.answer() == .unavailable) }
                for user in [account.user, "nobody@nowhere.example"] {
                    #expect(try deployment.deliver(to: user) == .deferred)
                    #expect(try deployment.userAnswer(user) == .deferred)
                }
                #expect(try deployment.doveadm(["user", "*"]).status != 0)
            }

            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)
        }
    }

    @Suite(.serialized, .deployments(sql: account.sql))
    struct BusyDatabaseTests {
        /// A writer in WAL mode keeps nobody from reading.
        @Test(arguments: Setup.all)
        func lockedInWALMode(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: "PRAGMA journal_mode = WAL;\n" + account.sql)
            defer { deployment.stop() }
            try deployment.accounts.whileLocked { () throws in
                #expect(try deployment.login(account.user, account.password) == .allowed)
                #expect(try deployment.deliver(to: account.user) == .found)
            }
        }

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
