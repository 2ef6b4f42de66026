import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Faults of a real primary and a real replica, under look-ups: each answer is right or a failure, and comes in time.
    @Suite(.serialized) struct PostgresFaultTests {
        /// A replica, which is asked first, and its primary.
        private static func withServers(
            _ body: (_ primary: PostgresCluster, _ replica: PostgresCluster, PostgresServerPlace, Daemon, LookupLoad)
                throws -> Void
        ) throws {
            let primary = try PostgresCluster(PostgresServerPlace.accounts)
            defer { primary.remove() }
            let replica = try PostgresCluster(replicaOf: primary)
            defer { replica.remove() }
            let place = try PostgresServerPlace(replica, primary)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            let load = LookupLoad(place.socket)
            defer { _ = load.end() }
            try load.await("u O", "nobody N")
            try body(primary, replica, place, server, load)
            #expect(server.stop() == 0)
        }

        /// A primary alone.
        private static func withPrimary(
            _ body: (PostgresCluster, PostgresServerPlace, Daemon, LookupLoad) throws -> Void
        ) throws {
            let primary = try PostgresCluster(PostgresServerPlace.accounts)
            defer { primary.remove() }
            let place = try PostgresServerPlace(primary)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            let load = LookupLoad(place.socket)
            defer { _ = load.end() }
            try load.await("u O", "nobody N")
            try body(primary, place, server, load)
            #expect(server.stop() == 0)
        }

        /// The lines about the connection.
        private static func changes(_ server: Daemon) -> [String] {
            server.logText().split(separator: "\n").map(String.init).filter { line in
                ["connected to", "the connection to", "error: no"].contains { line.contains("vmail-dictd: \($0) ") }
            }
        }

        /// busy_timeout and 2 s.
        private static let longest = 7.0

        private static func expectRight(
            _ answers: LookupLoad.Answers, failures: Bool, sourceLocation: SourceLocation = #_sourceLocation
        ) {
            #expect(answers.areRight, "\(answers.counts)", sourceLocation: sourceLocation)
            #expect(answers.slowest < longest, sourceLocation: sourceLocation)
            if !failures { #expect(answers.failures.isEmpty, sourceLocation: sourceLocation) }
        }

        @Test func backendsAreTerminated() throws {
            try Self.withPrimary { primary, _, server, load in
                for round in 1...5 {
                    try primary.terminateBackends()
                    try load.await("u O", "nobody N")
                    Self.expectRight(load.take(), failures: false)
                    try eventually("both changes are logged") { Self.changes(server).count == 1 + 2 * round }
                }
            }
        }

        @Test func theReplicaIsStopped() throws {
            try Self.withServers { primary, replica, _, server, load in
                replica.stop()
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: false)
                #expect(
                    Self.changes(server).last == "vmail-dictd: connected to the database server \(primary.folder)")
                #expect(Self.changes(server).count == 3)
            }
        }

        @Test func thePrimaryIsStopped() throws {
            try Self.withServers { primary, _, _, server, load in
                primary.stop()
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: false)
                #expect(Self.changes(server).count == 1)
            }
        }

        @Test func bothAreStoppedAndOneComesBack() throws {
            try Self.withServers { primary, replica, _, server, load in
                replica.stop()
                primary.stop()
                try load.await("u F", "nobody F")
                _ = load.take()
                try load.await("u F", "nobody F", times: 100)
                let answers = load.take()
                Self.expectRight(answers, failures: true)
                try replica.start()
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: true)
                let changes = Self.changes(server)
                // A line for each reason, and none twice: they stop, are gone, start.
                let outage = changes.filter { $0.contains("error: no database server can be asked: ") }
                #expect(!outage.isEmpty && Set(outage).count == outage.count, "\(outage)")
                #expect(changes.count == outage.count + 5, "\(changes)")
                #expect(
                    changes.last?.hasPrefix("vmail-dictd: connected to the database server \(replica.folder)") == true)
            }
        }

        /// SIGSTOP: the kernel takes connections and bytes, and nobody answers.
        @Test func theReplicaIsSilent() throws {
            try Self.withServers { _, replica, _, server, load in
                try replica.suspend()
                _ = load.take()
                try load.await("u O", "nobody N", times: 200)
                let answers = load.take()
                Self.expectRight(answers, failures: false)
                #expect(Self.changes(server).count == 3)
                #expect(Self.changes(server)[1].contains("did not answer within 2.5 s"))
            }
        }

        @Test func bothAreSilent() throws {
            try Self.withServers { primary, replica, _, server, load in
                try primary.suspend()
                try replica.suspend()
                _ = load.take()
                try load.await("u F", "nobody F", times: 4)
                Self.expectRight(load.take(), failures: true)
                try primary.resume()
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: true)
            }
        }

        @Test func theReplicaIsPromoted() throws {
            try Self.withServers { primary, replica, place, server, load in
                primary.stop()
                try replica.promote()
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: false)
                try replica.execute("UPDATE VMailbox SET active = 0 WHERE vmNum = 1")
                #expect(try place.lookUp("userdb", "u@d.example") == "N")
                #expect(Self.changes(server).count == 1)
                _ = load.end()
            }
        }

        /// A commit on the primary is seen once the replica has replayed it, as it does before the commit ends with remote_apply.
        @Test func aCommitThatWaitsForTheReplicaIsSeenByTheNextQuestion() throws {
            try Self.withServers { primary, _, place, _, load in
                _ = load.end()
                try primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf()")
                let connection = try Connection(socketPath: place.socket, dict: "deny")
                for active in (1...50).map({ $0 % 2 == 0 ? 1 : -1 }) {
                    try primary.execute(
                        """
                        SET synchronous_commit = remote_apply;
                        UPDATE Address SET active = \(active) WHERE addLocalpart = 'u';
                        """)
                    #expect(try connection.lookUp("deny", "u@d.example").first == (active == -1 ? "O" : "N"))
                }
                try primary.execute("ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()")
            }
        }

        @Test func aTableIsLocked() throws {
            try Self.withPrimary { primary, _, server, load in
                let writer = try primary.background("BEGIN; LOCK TABLE Address; SELECT pg_sleep(600)")
                defer { writer.stop() }
                _ = load.take()
                try load.await("u F", "nobody F", times: 4)
                let answers = load.take()
                Self.expectRight(answers, failures: true)
                #expect(answers.failures.contains { $0.contains("(57014); find out which session holds a lock") })
                try primary.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%(600)%' AND pid <> pg_backend_pid()"
                )
                try load.await("u O", "nobody N", times: 100)
                Self.expectRight(load.take(), failures: true)
                // Not even the connection was lost.
                #expect(Self.changes(server).count == 1)
            }
        }

        /// A lock that is there before the first question meets the statement while it is prepared.
        @Test func aTableIsLockedAtTheStart() throws {
            let primary = try PostgresCluster(PostgresServerPlace.accounts)
            defer { primary.remove() }
            let place = try PostgresServerPlace(primary)
            defer { place.remove() }
            let writer = try primary.background("BEGIN; LOCK TABLE Address; SELECT pg_sleep(600)")
            defer { writer.stop() }
            let server = try place.startListening()
            defer { server.stop() }
            #expect(try place.lookUp("userdb", "u@d.example").hasPrefix("F"))
            try primary.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%(600)%' AND pid <> pg_backend_pid()"
            )
            try eventually("it answers") { try place.lookUp("userdb", "u@d.example").hasPrefix("O") }
        }

        @Test(arguments: [
            (
                "VMailbox", "active TYPE text", "active TYPE integer USING active::integer",
                "the type of active is another"
            ),
            ("Domain", "domClass TYPE numeric", "domClass TYPE bigint", "the type of domclass is another"),
            (
                "VMailbox", "active DROP DEFAULT, ALTER active TYPE boolean USING true", "active TYPE integer USING 1",
                "the type of active is another"
            ),
        ])
        func aColumnGetsAnotherType(table: String, change: String, back: String, problem: String) throws {
            try Self.withPrimary { primary, _, server, load in
                try primary.execute("ALTER TABLE \(table) ALTER \(change)")
                try load.await("u F")
                _ = load.take()
                try load.await("u F")
                let answers = load.take()
                Self.expectRight(answers, failures: true)
                #expect(answers.count("u O") == 0)
                #expect(answers.failures.contains { $0.contains(problem) }, "\(answers.failures)")
                try primary.execute("ALTER TABLE \(table) ALTER \(back)")
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: true)
                #expect(Self.changes(server).count == 1)
            }
        }

        /// As a change of the schema by another: a column that is kept, but of another size.
        @Test func aColumnGetsATypeThatIsAsGood() throws {
            try Self.withPrimary { primary, _, _, load in
                try primary.execute(
                    "ALTER TABLE VMailbox ALTER active TYPE smallint; ALTER TABLE Domain ALTER domName TYPE varchar(255)"
                )
                try load.await("u O", "nobody N", times: 100)
                Self.expectRight(load.take(), failures: false)
            }
        }

        @Test(arguments: [
            (
                "REVOKE vmail_reader FROM vmail_dictd", "GRANT vmail_reader TO vmail_dictd",
                "(42501); grant the role vmail_reader"
            ),
            (
                "ALTER TABLE VMailbox RENAME TO Aside", "ALTER TABLE Aside RENAME TO VMailbox",
                "(42P01); compare its tables"
            ),
            (
                "ALTER TABLE Domain RENAME domClass TO aside", "ALTER TABLE Domain RENAME aside TO domClass",
                "(42703); compare its tables"
            ),
            // Without a policy, row security hides every row: everybody would be unknown.
            (
                "ALTER TABLE VMailbox ENABLE ROW LEVEL SECURITY", "ALTER TABLE VMailbox DISABLE ROW LEVEL SECURITY",
                "row-level security policy for table \"vmailbox\" (42501)"
            ),
        ])
        func somethingIsTakenAway(change: String, back: String, problem: String) throws {
            try Self.withPrimary { primary, _, server, load in
                try primary.execute(change)
                try load.await("u F", "nobody F")
                _ = load.take()
                try load.await("u F", "nobody F")
                let answers = load.take()
                Self.expectRight(answers, failures: true)
                #expect(answers.count("u O") == 0 && answers.count("nobody N") == 0)
                #expect(answers.failures.allSatisfy { $0.contains(problem) }, "\(answers.failures)")
                try primary.execute(back)
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: true)
                #expect(Self.changes(server).count == 1)
            }
        }

        @Test func theSearchPathLeadsElsewhere() throws {
            try Self.withPrimary { primary, _, _, load in
                try primary.execute("CREATE SCHEMA elsewhere; ALTER ROLE vmail_dictd SET search_path = elsewhere")
                try primary.terminateBackends()
                try load.await("u F", "nobody F")
                let answers = load.take()
                Self.expectRight(answers, failures: true)
                #expect(answers.failures.allSatisfy { $0.contains("(42P01)") }, "\(answers.failures)")
            }
        }

        @Test func thereAreTooManyConnections() throws {
            try Self.withServers { _, replica, _, server, load in
                replica.stop()
                try replica.configure("max_connections = 20\nsuperuser_reserved_connections = 19")
                try replica.start()
                let other = try replica.background("SELECT pg_sleep(600)")
                defer { other.stop() }
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: false)
                #expect(Self.changes(server).count >= 3)
            }
        }

        /// A standby cancels a query that stands in the way of replication.
        @Test func aQueryIsCancelledByRecovery() throws {
            try Self.withServers { primary, replica, _, server, load in
                try replica.configure("max_standby_streaming_delay = 0")
                try replica.execute("SELECT pg_reload_conf()", database: "postgres")
                try eventually("a query is cancelled") {
                    try primary.execute(
                        "BEGIN; LOCK TABLE Domain, Address, VMailbox; SELECT pg_current_xact_id(); COMMIT")
                    return Self.changes(server).contains { $0.contains("conflict with recovery (40001)") }
                }
                try load.await("u O", "nobody N")
                Self.expectRight(load.take(), failures: false)
            }
        }

        /// The rest of the list would be another server's.
        @Test func aListThatMeetsAnotherServerEndsWithAnError() throws {
            let primary = try PostgresCluster(PostgresServerPlace.accounts)
            defer { primary.remove() }
            try primary.execute(
                """
                INSERT INTO Address (addLocalpart, addDomNum) SELECT 'user' || n, 1 FROM generate_series(1, 50000) AS n;
                INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 2;
                """)
            let place = try PostgresServerPlace(primary)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            /// The lines up to the end of the list; `pause` comes after the first, when the socket is full.
            func list(pause: () throws -> Void) throws -> [String] {
                let connection = try Connection(socketPath: place.socket, dict: "userdb")
                try connection.send("I0\t0\tshared/userdb/\tx\n")
                var lines = [try connection.line()]
                try pause()
                while let last = lines.last, last.hasPrefix("O") { lines.append(try connection.line()) }
                return lines
            }
            let whole = try list {}
            #expect(whole.count == 50_003 && whole.last == "" && Set(whole).count == whole.count)
            let broken = try list {
                try primary.terminateBackends()
                try eventually("it is connected again") { Self.changes(server).count == 3 }
            }
            #expect(broken.count < 50_003 && broken.last?.hasPrefix("F") == true, "\(broken.last ?? "")")
        }

        /// By TCP, with names: the first has no address, the second two, of which the server has one.
        @Test func serversHaveNames() throws {
            let port = try Connection.freePort()
            let primary = try PostgresCluster(PostgresServerPlace.accounts, port: port)
            defer { primary.remove() }
            let place = try PostgresServerPlace(primary)
            defer { place.remove() }
            try place.configure("postgresql://vmail_dictd@none.invalid,localhost:\(port)/mail")
            let server = try place.startListening()
            defer { server.stop() }
            #expect(try place.lookUp("userdb", "u@d.example").hasPrefix("O"))
            #expect(try place.lookUp("userdb", "nobody@d.example") == "N")
            let line =
                "connected to the database server localhost:\(port); not to none.invalid:5432: cannot look up the address"
            #expect(Self.changes(server).count == 1 && Self.changes(server)[0].contains(line), "\(server.logText())")
        }

        // MARK: Servers that cannot be used

        @Test(arguments: [
            (
                "postgresql://vmail_dictd@HOST/none",
                "3D000: database \"none\" does not exist; make it with \"createdb\""
            ),
            ("postgresql://stranger@HOST/mail", "28000: role \"stranger\" does not exist; check the role"),
            ("postgresql://vmail_password@HOST/mail?passfile=FOLDER/wrong", "28P01: password authentication failed"),
            (
                "postgresql://vmail_password@HOST/mail?passfile=FOLDER/open",
                "no password supplied; check that the passfile"
            ),
            ("postgresql://vmail_dictd@%2Fnowhere/mail", "check that the database server runs"),
        ])
        func aServerThatCannotBeUsed(uri: String, problem: String) throws {
            let primary = try PostgresCluster(PostgresServerPlace.accounts)
            defer { primary.remove() }
            try primary.execute("CREATE ROLE vmail_password LOGIN PASSWORD 'rightsecret' IN ROLE vmail_reader")
            let rules = "local all vmail_password scram-sha-256\nlocal all all trust\n"
            try Data(rules.utf8).write(to: URL(fileURLWithPath: primary.folder + "/data/pg_hba.conf"))
            try primary.execute("SELECT pg_reload_conf()")
            let place = try PostgresServerPlace(primary)
            defer { place.remove() }
            for (name, password, mode) in [("wrong", "wrongsecret", 0o600), ("open", "rightsecret", 0o644)] {
                let file = place.folder + "/" + name
                try Data("*:*:*:*:\(password)\n".utf8).write(to: URL(fileURLWithPath: file))
                chmod(file, mode_t(mode))
            }
            try place.configure(
                uri.replacing("HOST", with: primary.host).replacing("FOLDER", with: place.folder))
            let server = try place.startListening()
            for user in ["u@d.example", "nobody@d.example", "u@nowhere.example"] {
                for dict in ["userdb", "passdb", "deny"] {
                    let reply = try place.lookUp(dict, user)
                    #expect(reply.hasPrefix("F") && reply.contains(problem), "\(reply)")
                }
            }
            let list = try Connection(socketPath: place.socket, dict: "userdb")
            try list.send("I0\t0\tshared/userdb/\tx\n")
            #expect(try list.line().hasPrefix("F"))
            #expect(server.stop() == 0)
            let log = server.logText()
            #expect(log.split(separator: "\n").count { $0.contains("no database server can be asked") } == 1, "\(log)")
            #expect(!log.contains("secret"))
        }
    }
}
