import Foundation
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)
private let closed = AccountCase(name: "closed", address: "-1", login: .denied, delivery: .found)

extension EndToEnd {
    /// `dovecot/fail2ban/filter.conf` over what real Dovecots log.
    @Suite(.serialized)
    struct Fail2banTests {
        /// The addresses that the filter finds in `log`, one for each line that matches.
        private func found(_ log: String) throws -> [String] {
            let folder = try temporaryFolder(prefix: "vmail-e2e-fail2ban.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try Data(log.utf8).write(to: URL(fileURLWithPath: "\(folder)/log"))
            let filter = try text(ofFile: "\(Repository.root)/dovecot/fail2ban/filter.conf")
            try FileManager.default.createDirectory(atPath: "\(folder)/filter.d", withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "/etc/fail2ban/filter.d/common.conf", toPath: "\(folder)/filter.d/common.conf")
            try Data(filter.utf8).write(to: URL(fileURLWithPath: "\(folder)/filter.d/vmail-auth.conf"))
            let result = try ChildProcess.run([
                "fail2ban-regex", "--out", "ip", "\(folder)/log", "\(folder)/filter.d/vmail-auth.conf",
            ])
            #expect(result.status == 0, "\(result.errors)")
            return result.lines.filter { !$0.isEmpty }
        }

        @Test(
            arguments: Setup.all.filter {
                !$0.features.contains(.systemAccounts) && $0.name != "checkpassword as userdb"
            })
        func everyRefusalAndNoTemporaryFailure(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: account.sql + closed.sql)
            defer { deployment.stop() }
            let refused = [
                (account.user, "hunter3"), ("nobody@active.example", "hunter2"), (closed.user, "hunter2"),
                ("x>, method=PLAIN, rip=6.6.6.6, lip=6.6.6.6, session=<a@active.example", "hunter2"),
                ("auth-worker(1): vmail-auth: login refused: service=smtp, rip=6.6.6.6, user=<a>: x", "hunter2"),
            ]
            #expect(try deployment.login(account.user, account.password) == .allowed)
            for (user, password) in refused { #expect(try deployment.login(user, password) == .denied) }
            var addresses = Array(repeating: "127.0.0.1", count: refused.count)
            for (number, (user, password)) in refused.enumerated() {
                let test = try deployment.doveadm(
                    ["auth", "test", "-x", "service=smtp", "-x", "rip=192.0.2.\(number)", "--", user],
                    input: password + "\n")
                #expect(test.status != 0)
                // The field "fail" of a dict passdb leaves no line.
                if setup.name != "dict" || user != closed.user { addresses.append("192.0.2.\(number)") }
            }
            try eventually("all is logged") { try found(deployment.logs()).count >= addresses.count }
            let all = try found(deployment.logs())
            #expect(all.sorted() == addresses.sorted(), "\(deployment.logs())")

            deployment.dictServer.stop()
            try FileManager.default.removeItem(atPath: "\(deployment.place.outside)/db/mail.sqlite")
            #expect(try deployment.login(account.user, account.password) == .unavailable)
            #expect(try deployment.smtpAuth(account.user, account.password) == .unavailable)
            #expect(try found(deployment.logs()).count == all.count)
        }
    }
}
