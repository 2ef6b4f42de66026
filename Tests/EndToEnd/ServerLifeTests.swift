import Foundation
import Glibc
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)

extension EndToEnd {
    /// vmail-dictd coming and going under a Dovecot that stays.
    @Suite(.serialized)
    struct ServerLifeTests {
        @Test(arguments: Setup.with(.listing))
        func killedAndStartedAgain(_ setup: Setup) throws {
            var deployment = try Deployment(setup, sql: account.sql)
            defer { deployment.stop() }
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)

            // Auth workers hold connections that are dead by the time they are used next.
            deployment.dictServer.signal(SIGKILL)
            try deployment.startDictServerAgain()
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)

            deployment.dictServer.signal(SIGKILL)
            #expect(try deployment.deliver(to: account.user) == .deferred)
            #expect(try deployment.userAnswer(account.user) == .deferred)
            #expect(try deployment.doveadm(["user", "*"]).status != 0)
            if !setup.features.contains(.processes) {
                #expect(try deployment.login(account.user, account.password) == .unavailable)
            }
            try deployment.startDictServerAgain()
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)
            #expect(try deployment.doveadm(["user", "*"]).lines == [account.user] + setup.systemNames)
        }

        @Test(arguments: Setup.with(.listing).filter { !$0.features.contains(.systemAccounts) })
        func endsAtTERM(_ setup: Setup) throws {
            var deployment = try Deployment(setup, sql: account.sql)
            defer { deployment.stop() }
            #expect(try deployment.deliver(to: account.user) == .found)
            #expect(deployment.dictServer.stop() == 0)
            #expect(!FileManager.default.fileExists(atPath: "\(deployment.place.outside)/socket/dict.sock"))
            try deployment.startDictServerAgain()
            #expect(try deployment.deliver(to: account.user) == .found)
        }

        @Test(arguments: Setup.with(.listing))
        func idleConnectionsStopNobody(_ setup: Setup) throws {
            try allowOpenFiles(1_200)
            let deployment = try Deployment(setup, sql: account.sql)
            defer { deployment.stop() }
            let socket = "\(deployment.place.outside)/socket/dict.sock"
            let idle = try (0..<1_000).map { number in
                let connection = try Connection(socketPath: socket)
                // Some have said hello, some are in the middle of a line.
                if number % 3 > 0 { try connection.send("H3\t2\t0\t\tuserdb\n") }
                if number % 3 > 1 { try connection.send("Lshared/userdb/us") }
                return connection
            }
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.deliver(to: account.user) == .found)
            #expect(try deployment.doveadm(["user", "*"]).lines == [account.user] + setup.systemNames)
            withExtendedLifetime(idle) {}
        }

        /// More clients than descriptors, there before the server is: each is answered, none by a failure for want of a descriptor.
        @Test(arguments: [28, 40, 64], ["DELETE", "WAL"])
        func livesWithFewDescriptors(limit: Int, journalMode: String) throws {
            let place = try LoneServer()
            defer { place.remove() }
            try place.accounts.execute("PRAGMA journal_mode = \(journalMode)")
            let passed = try UnixSocket(listeningAt: place.folder + "/passed.sock")
            var clients = try (0..<80).map { _ in
                let client = try Connection(socketPath: passed.path, dict: "userdb")
                try client.send("Lshared/userdb/u@d.example\tx\n")
                return client
            }
            let server = try Daemon(
                Self.limited(to: limit) + place.command(variables: ["LISTEN_PID=$$", "LISTEN_FDS=1"]),
                folder: place.folder,
                name: "vmail-dictd", passing: passed.descriptor)
            defer { server.stop() }
            #expect(try clients[0].line().hasPrefix("O"))
            // With all clients that it takes: a transaction, another file, a reload. (A -wal would have to be moved as well.)
            try place.accounts.execute("UPDATE VMailbox SET active = 1")
            if journalMode == "DELETE" {
                // By rename: other clients are being answered, and there is no moment without a database.
                try FileManager.default.copyItem(atPath: place.accounts.path, toPath: place.folder + "/new")
                #expect(rename(place.folder + "/new", place.accounts.path) == 0)
            }
            for _ in 1...10 { #expect(try clients[0].lookUp("userdb", "u@d.example").hasPrefix("O")) }
            server.signal(SIGHUP)
            try eventually("the settings are read") { server.logText().contains("settings are read again") }
            for _ in 1...10 { #expect(try clients[0].lookUp("userdb", "u@d.example").hasPrefix("O")) }
            clients.removeFirst()
            while !clients.isEmpty { #expect(try clients.removeFirst().line().hasPrefix("O")) }
            #expect(server.logText().contains("clients are connected, as many as the limit of open files allows"))
            #expect(!server.logText().contains("error"))
            #expect(server.stop() == 0)
        }

        /// A command with a limit of open files, and without those that the tests themselves inherited.
        private static func limited(to limit: Int) -> [String] {
            let script = #"for d in {4..60}; do eval "exec $d>&-"; done; ulimit -n "$0"; exec "$@""#
            return ["bash", "-c", script, "\(limit)"]
        }

        @Test func fewerDescriptorsThanItNeedsAreNamed() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let result = try ChildProcess.run(Self.limited(to: 20) + place.command())
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("vmail-dictd: error: the limit of open files is 20, and "))
        }

        private func allowOpenFiles(_ count: rlim_t) throws {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            limit.rlim_cur = max(limit.rlim_cur, count)
            limit.rlim_max = max(limit.rlim_max, count)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        }

        @Test(arguments: Setup.with(.listing))
        func readsItsSettingsAgainAtHUP(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: account.sql)
            defer { deployment.stop() }
            let settings = Deployment.configuration(deployment.place)
            func gid() throws -> String? { try deployment.userFields(account.user)["gid"] }
            #expect(try gid() == "800")

            // A mistake changes nothing, and is named.
            try deployment.configure(settings + "gid = 801\nno_such_setting = 1\n")
            deployment.dictServer.signal(SIGHUP)
            try eventually("the log names the bad setting") {
                deployment.dictServer.logText().contains("no_such_setting")
            }
            #expect(try gid() == "800")

            try deployment.configure(settings + "gid = 801\n")
            deployment.dictServer.signal(SIGHUP)
            try eventually("the new settings are in use") { try gid() == "801" }

            // Another database, while connections to the old one are kept.
            let other = "\(deployment.place.outside)/db/other.sqlite"
            let replacement = AccountCase(name: "other", login: .allowed, delivery: .found)
            _ = try AccountFile(path: other, replacement.sql)
            try deployment.configure(settings.replacingOccurrences(of: deployment.accounts.path, with: other))
            deployment.dictServer.signal(SIGHUP)
            try eventually("the other database is in use") {
                try deployment.userAnswer(replacement.user) == .found
            }
            #expect(try deployment.userAnswer(account.user) == .unknown)
        }

        /// More than fits in a socket's buffers: the server must wait for Dovecot, and Dovecot get every line. Of 2.4.1 no more is asked
        /// than fits in its own: it ends a longer list early when doveadm is slow to read it, with any backend.
        @Test(arguments: Setup.with(.listing))
        func listsThousands(_ setup: Setup) throws {
            let count = setup.driver is Dovecot24 ? 600 : 5_000
            let sql = """
                INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'many.example', 842);
                WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < \(count))
                    INSERT INTO Address (addNum, addLocalpart, addDomNum)
                    SELECT n, 'somebody-with-a-rather-long-name-' || n, 1 FROM counter;
                INSERT INTO VMailbox (vmNum, vmPasswd) SELECT addNum, '{PLAIN}hunter2' FROM Address;

                """
            let deployment = try Deployment(setup, sql: sql)
            defer { deployment.stop() }
            let expected = Set(
                (1...count).map { "somebody-with-a-rather-long-name-\($0)@many.example" } + setup.systemNames)
            let listing = try deployment.doveadm(["user", "*"])
            #expect(listing.status == 0)
            #expect(listing.lines.count == expected.count)
            #expect(Set(listing.lines) == expected)
        }
    }
}
