import Foundation
import Glibc
import Testing
import Version

extension EndToEnd {
    /// How vmail-dictd becomes the program for PostgreSQL, and what the others say to it.
    @Suite struct PostgresProgramTests {
        private static let uri = "postgresql://vmail_dictd@db.example/mail"
        private let folder: String

        init() throws { folder = try temporaryFolder(prefix: "vmail-e2e-program.") }

        /// A copy of the static vmail-dictd, beside a script that says what it was started with.
        private func copyOfDictd() throws -> String {
            let program = folder + "/vmail-dictd"
            try FileManager.default.copyItem(atPath: "\(Repository.programs)/vmail-dictd", toPath: program)
            // No shell: dash starts with no signal blocked, whatever it inherits.
            let script = #"""
                #!/usr/bin/python3
                import os, sys
                print(*sys.argv[1:], sep="\n")
                print(sorted(os.listdir("/proc/self/task")) == [str(os.getpid())], sorted(os.listdir("/proc/self/fd")))
                # Without the last signals, which are the C library's own.
                print([line.split()[0] + line.split()[1][9:] for line in open("/proc/self/status") if line[:3] == "Sig"])
                print(sorted(os.environ.items()))
                """#
            try Data(script.utf8).write(to: URL(fileURLWithPath: program + "-pgsql"))
            chmod(program + "-pgsql", 0o755)
            return program
        }

        @Test(arguments: [true, false]) func theSiblingGetsEverythingAsItWas(inFile: Bool) throws {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let program = try copyOfDictd()
            let conf = folder + "/conf"
            try Data((inFile ? "database = \(Self.uri)\n" : "").utf8).write(to: URL(fileURLWithPath: conf))
            let options = ["--config", conf, "--socket", "/s", "-v"] + (inFile ? [] : ["--database", Self.uri])
            let direct = try ChildProcess.run([program + "-pgsql", "--started-by", version] + options)
            let result = try ChildProcess.run([program] + options)
            #expect(result.status == 0 && result.errors == "")
            #expect(result.lines == direct.lines)
            #expect(result.lines.prefix(2) == ["--started-by", version])
        }

        @Test func withoutTheSiblingItSaysWhatMakesIt() throws {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let program = try copyOfDictd()
            unlink(program + "-pgsql")
            let result = try ChildProcess.run([program, "--config", "/dev/null", "--database", Self.uri])
            #expect(result.status == 1)
            #expect(
                result.errors
                    == "vmail-dictd: error: database \(Self.uri): cannot start \(program)-pgsql: No such file or directory; "
                    + "\"dovecot/build.sh --pgsql\" makes it: put it there\n")
        }

        @Test func theVersionsMustMatch() throws {
            let result = try ChildProcess.run(
                ["\(Repository.programs)/vmail-dictd-pgsql", "--started-by", "0.0", "--database", Self.uri])
            #expect(result.status == 64)
            #expect(
                result.errors.contains(
                    "vmail-dictd is version 0.0, and vmail-dictd-pgsql version \(version); install the same version of both"
                ))
        }

        @Test(arguments: [
            "postgresql://u:hunter2@db.example/mail", "postgresql://db.example/mail?user=u&password=hunter2",
        ])
        func aPasswordOnTheCommandLineIsRefused(uri: String) throws {
            for program in ["vmail-dictd", "vmail-dictd-pgsql"] {
                let result = try ChildProcess.run(
                    ["\(Repository.programs)/\(program)", "--config", "/dev/null", "--database", uri])
                #expect(result.status == 1)
                #expect(
                    result.errors.contains("error: --database: has a password, which every user of this host can see"))
                #expect(!result.errors.contains("hunter2"))
            }
        }

        @Test(arguments: [
            (
                "postgresql://db.example:port/mail",
                "postgresql://db.example:port/mail: a port is no number from 1 to 65535"
            ),
            ("postgresql://u:hunter/2@db.example/mail", "postgresql://u@db.example/mail: libpq cannot use it"),
            ("postgresql:///mail?service=none", "postgresql:///mail: definition of service \"none\" not found"),
            ("postgresql://db.example/mail?colour=red", "invalid URI query parameter: \"colour\""),
            ("/var/lib/vmail-auth/mail.sqlite", "is a file; restart vmail-dictd, which serves files"),
        ])
        func aSettingThatCannotBeUsedEndsIt(database: String, problem: String) throws {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let conf = folder + "/conf"
            try Data("database = \(database)\n".utf8).write(to: URL(fileURLWithPath: conf))
            let result = try ChildProcess.run(["\(Repository.programs)/vmail-dictd-pgsql", "--config", conf])
            #expect(result.status == 1)
            #expect(result.errors.contains(problem), "\(result.errors)")
            #expect(!result.errors.contains("hunter2"))
        }

        @Test func theOtherProgramsRefuseTheSetting() throws {
            let checkpassword = try ChildProcess.run(
                [
                    "\(Repository.programs)/vmail-checkpassword", "--config", "/dev/null", "--database", Self.uri,
                    "/bin/true",
                ])
            // Without a request on descriptor 3 it ends before it reads the settings.
            #expect(checkpassword.status != 0)
            let request = folder + "/request"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try Data("u@d.example\0hunter2\0\0".utf8).write(to: URL(fileURLWithPath: request))
            let refused = try ChildProcess.run(
                [
                    "sh", "-c", #"exec "$@" 3<"$0""#, request, "\(Repository.programs)/vmail-checkpassword", "--config",
                    "/dev/null", "--database", Self.uri, "/bin/true",
                ])
            #expect(refused.status == 111)
            #expect(
                refused.errors.contains("vmail-checkpassword reads SQLite files only; for PostgreSQL use vmail-dictd"))
            let vmailadm = try ChildProcess.run(
                ["\(Repository.programs)/vmailadm", "--config", "/dev/null", "--database", Self.uri, "domain", "list"])
            #expect(vmailadm.status == 65)
            #expect(vmailadm.errors.contains("vmailadm administers SQLite files only"))
        }

        @Test func aReloadKeepsToTheKindOfDatabase() throws {
            let lone = try LoneServer()
            defer { lone.remove() }
            let server = try lone.startListening()
            defer { server.stop() }
            let text = "socket = \(lone.socket)\ndatabase = \(Self.uri)\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: lone.folder + "/conf"))
            server.signal(SIGHUP)
            try eventually("the change is refused") {
                server.logText().contains(
                    "error: settings are kept as they were: database: \(Self.uri) is no file; restart vmail-dictd to serve it"
                )
            }
            #expect(
                try Connection(socketPath: lone.socket, dict: "userdb").lookUp("userdb", "u@d.example").hasPrefix("O"))
        }

        @Test func aReloadCanChangeTheServers() throws {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let first = try PostgresCluster(PostgresServerPlace.accounts)
            defer { first.remove() }
            let place = try PostgresServerPlace(first)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            #expect(try place.lookUp("userdb", "u@d.example").hasPrefix("O"))
            // A role that is not there.
            try place.configure("postgresql://stranger@\(first.host)/mail")
            server.signal(SIGHUP)
            try eventually("the other servers are asked") { try place.lookUp("userdb", "u@d.example").hasPrefix("F") }
            try place.configure("/var/lib/vmail-auth/mail.sqlite")
            server.signal(SIGHUP)
            try eventually("a file is refused") { server.logText().contains("is a file; restart vmail-dictd") }
            try place.configure("postgresql://vmail_dictd@\(first.host)/mail")
            server.signal(SIGHUP)
            try eventually("the servers are asked again") { try place.lookUp("userdb", "u@d.example").hasPrefix("O") }
            // The threads of former servers end with their connections.
            try eventually("one connection is left") {
                try first.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = 'vmail_dictd'") == "1\n"
            }
            #expect(server.stop() == 0)
        }
    }
}
