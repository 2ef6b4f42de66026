import Foundation
import Testing

extension EndToEnd {
    /// The Debian package, in fresh Debians.
    @Suite(.serialized)
    struct PackageTests {
        private static let package = Result {
            try DebianRoot.succeed(["\(Repository.root)/dovecot/package.sh"]).lines.last ?? ""
        }

        private static func install(in root: DebianRoot) throws {
            let inside = "/tmp/vmail-auth.deb"
            try DebianRoot.succeed(["cp", package.get(), root.folder + inside])
            try root.succeed(["dpkg", "--install", inside])
            try DebianRoot.succeed(["rm", root.folder + inside])
        }

        /// What dpkg writes about itself.
        private static let logs: Set = ["var/log/dpkg.log"]

        @Test func lintianFindsNothingThatIsNotExplained() throws {
            let lintian = try ChildProcess.run([
                "lintian", "--allow-root", "--fail-on=error,warning", Self.package.get(),
            ])
            #expect(lintian.status == 0, "\(lintian.output)\(lintian.errors)")
            #expect(!lintian.output.contains("mismatched-override"), "\(lintian.output)")
        }

        @Test func theSameSourceMakesTheSameBytes() throws {
            let path = try Self.package.get()
            let first = try Data(contentsOf: URL(fileURLWithPath: path))
            try DebianRoot.succeed(["\(Repository.root)/dovecot/package.sh"])
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
        }

        @Test(arguments: [12, 13])
        func unitsAreGoodAndConfined(debian: Int) throws {
            let root = try DebianRoot(debian)
            defer { root.remove() }
            try Self.install(in: root)
            let units = ["vmail-dictd.service", "vmail-dictd.socket", "vmail-dictd-postfix.socket"].map {
                "/usr/lib/systemd/system/\($0)"
            }
            let verified = try root.run(["systemd-analyze", "--man=no", "verify"] + units)
            #expect(verified.status == 0 && verified.errors.isEmpty, "\(verified.output)\(verified.errors)")
            // In tenths: 1.5.
            let rated = try root.run(
                ["systemd-analyze", "--no-pager", "security", "--offline=true", "--threshold=15", units[0]])
            #expect(rated.status == 0, "\(rated.output)\(rated.errors)")
        }

        /// A database in WAL mode needs it, and each boot runs systemd-tmpfiles.
        @Test(arguments: [12, 13])
        func theFolderOfTheDatabaseKeepsTheModeThatItWasGiven(debian: Int) throws {
            let root = try DebianRoot(debian)
            defer { root.remove() }
            try Self.install(in: root)
            let mode = ["stat", "--format=%a %U:%G", "/var/lib/vmail-auth"]
            #expect(try root.succeed(mode).lines == ["2750 root:vmail-auth"])
            try root.succeed(["chmod", "2770", "/var/lib/vmail-auth"])
            try root.succeed(["systemd-tmpfiles", "--create", "vmail-auth.conf"])
            #expect(try root.succeed(mode).lines == ["2770 root:vmail-auth"])
        }

        @Test(arguments: [12, 13])
        func purgedAtOnceItLeavesNothing(debian: Int) throws {
            let root = try DebianRoot(debian)
            defer { root.remove() }
            let before = try root.files()
            try Self.install(in: root)
            let removed = try root.succeed(["dpkg", "--remove", "vmail-auth"])
            #expect(try root.files().contains("etc/vmail-auth.conf"), "\(removed.output)")
            try root.succeed(["dpkg", "--purge", "vmail-auth"])
            #expect(try root.files().symmetricDifference(before) == Self.logs)
        }

        @Test(arguments: InstalledDovecot.all)
        func letsIntoDovecotAndLeavesTheDatabase(_ dovecot: InstalledDovecot) throws {
            let root = try DebianRoot(dovecot.debian)
            defer { root.remove() }
            let before = try root.files()
            try Self.install(in: root)
            try Self.makeAccounts(in: root)

            let server = try Self.activateBySocket(in: root)
            defer { server.stop() }
            let ports = Ports(imap: try Connection.freePort(), lmtp: try Connection.freePort())
            try dovecot.configure(root, ports)
            let imap = try Daemon(root.command(["dovecot", "-F"]), folder: "\(root.folder)/tmp", name: "dovecot")
            defer { imap.stop() }
            try eventually("Dovecot listens") { (try? IMAPClient(port: ports.imap)) != nil }
            let logs = { "\(server.logText())\(imap.logText())\((try? root.read("/var/log/dovecot.log")) ?? "")" }
            #expect(try Self.login("anna@v.example", "right", ports) == .allowed, "\(logs())")
            #expect(try Self.login("anna@v.example", "wrong", ports) == .denied, "\(logs())")
            #expect(try Self.login("bob@v.example", "right", ports) == .denied, "\(logs())")
            #expect(
                try LMTPClient(port: ports.lmtp).deliver(to: "bob@v.example", subject: "bob") == .found, "\(logs())")
            if dovecot.listsUsers {
                #expect(
                    try root.run(["doveadm", "user", "*"]).lines == ["anna@v.example", "bob@v.example"], "\(logs())")
            }
            imap.stop()
            server.stop()

            try root.succeed(["dpkg", "--remove", "vmail-auth"])
            try root.succeed(["dpkg", "--purge", "vmail-auth"])
            // Others' files: the administrator's, Dovecot's, and those of the two daemons of this test.
            let others = [
                "etc/dovecot/", "home/vmail", "run/dovecot", "var/lib/dovecot/", "var/log/dovecot.log", "tmp/",
            ]
            let left = try root.files()
            #expect(before.subtracting(left).isEmpty)
            #expect(
                left.subtracting(before).filter { path in !others.contains { path.hasPrefix($0) } }
                    == Self.logs.union(["var/lib/vmail-auth", "var/lib/vmail-auth/mail.sqlite"]))
        }

        /// As the pages say: a domain, two mailboxes, one of them kept from logging in.
        private static func makeAccounts(in root: DebianRoot) throws {
            for (command, input) in [
                ("init", ""), ("domain add v.example --mailbox --uid 842", ""),
                ("mailbox add anna@v.example --password-stdin --force", "right\n"),
                ("mailbox add bob@v.example --password-stdin --force", "right\n"),
                ("alias add postmaster@v.example anna@v.example", ""),
                ("alias add abuse@v.example anna@v.example", ""), ("login disable bob@v.example", ""),
            ] {
                try root.succeed(["vmailadm"] + command.split(separator: " ").map(String.init), input: input)
            }
            try root.succeed(["install", "-d", "-o", "842", "-g", "800", "-m", "700", "/home/vmail/v.example"])

            let check = try root.run(["vmailadm", "check"])
            #expect(check.status == 0, "\(check.output)\(check.errors)")
            for finding in [
                "permissions   ok     can be read by vmail-auth, and not by everybody",
                "permissions   ok     dovecot may not read it, which only vmail-checkpassword would have to: if you use that, "
                    + "give it the group with \"service auth { extra_groups = vmail-auth }\"",
                "socket        ok     no server has made /run/vmail-auth/dict.sock",
            ] {
                #expect(check.lines.contains(finding), "\(check.output)")
            }
        }

        /// What the units say, where no systemd runs: the same program, user, socket and mode.
        private static func activateBySocket(in root: DebianRoot) throws -> Daemon {
            func value(_ name: String, of unit: String) throws -> String {
                let lines = try root.read("/usr/lib/systemd/system/\(unit)").split(separator: "\n")
                return try #require(
                    lines.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) })
            }
            let user = try value("User", of: "vmail-dictd.service")
            let program = try value("ExecStart", of: "vmail-dictd.service")
            let socket = try value("ListenStream", of: "vmail-dictd.socket")
            #expect(try value("SocketMode", of: "vmail-dictd.socket") == "0660")
            let server = try Daemon(
                root.command([
                    "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps=-all",
                    "--bounding-set=-all",
                    "--no-new-privs", "sh", "-c", "umask 117 && exec systemd-socket-activate --listen=\"$0\" \"$1\"",
                    socket,
                    program,
                ]), folder: "\(root.folder)/tmp", name: "vmail-dictd")
            do {
                try eventually("the socket is there") {
                    FileManager.default.fileExists(atPath: root.folder + socket)
                }
            } catch {
                server.stop()
                throw ChildProcessError(description: "\(error): \(server.logText())")
            }
            return server
        }

        private static func login(_ user: String, _ password: String, _ ports: Ports) throws -> LoginAnswer {
            let client = try IMAPClient(port: ports.imap)
            try client.sendLogin(Array(user.utf8), Array(password.utf8))
            return try client.answer()
        }
    }
}
