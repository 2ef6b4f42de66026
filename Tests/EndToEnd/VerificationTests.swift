import Foundation
import Glibc
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)
private let hashed = AccountCase(
    name: "hashed", vmPasswd: "'{BLF-CRYPT}$2y$05$IzO2HOSS0X4CIJRElxARguzn3wwbV.5cPkg0ATnXolSwNEcC75Vsm'",
    login: .allowed, delivery: .found)
private let closed = AccountCase(name: "closed", address: "-1", login: .denied, delivery: .found)

extension EndToEnd {
    /// What only verifying on the server has: hashes that stay there, master users, and a cache that must not know better.
    @Suite(.serialized)
    struct VerificationTests {
        private static let sql = account.sql + closed.sql + hashed.sql

        /// PLAIN and LOGIN need no hash; what needs one is a temporary failure.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.systemAccounts) })
        func noHashIsHandedOut(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql)
            defer { deployment.stop() }
            try deployment.configure(
                text(ofFile: "\(deployment.place.outside)/vmail-auth.conf") + "hand_out_hashes = no\n")
            deployment.dictServer.signal(SIGHUP)
            try eventually("the settings are read") { deployment.logs().contains("settings are read again") }

            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.login(account.user, "hunter3") == .denied)
            #expect(try deployment.smtpAuth(account.user, account.password) == .allowed)
            #expect(try deployment.userAnswer(account.user) == .found)
            let cram = try IMAPClient(port: deployment.ports.imap).loginCRAMMD5(account.user, account.password)
            #expect(cram == .unavailable)
            let byHand = try deployment.dict("get", "passdb", "shared/passdb/\(account.user)")
            #expect(byHand.status != 0)
            #expect(!(byHand.output + byHand.errors).contains("hunter2"))
            #expect(deployment.logs().contains("hand_out_hashes = no keeps stored passwords here"))
        }

        /// The password is the master's, and the account must be one that may log in.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.systemAccounts) })
        func aMasterUser(_ setup: Setup) throws {
            let deployment = try Self.withMasterUser(setup)
            defer { deployment.stop() }
            func login(_ user: String, _ password: String) throws -> LoginAnswer {
                try deployment.login("\(user)*master@master.example", password)
            }
            #expect(try login(account.user, "of the master") == .allowed)
            #expect(try login(account.user, account.password) == .denied)
            #expect(try login(closed.user, "of the master") != .allowed)
            #expect(try login("nobody@active.example", "of the master") != .allowed)
            #expect(try deployment.login(account.user, account.password) == .allowed)
        }

        /// The cache keeps a master's login, but not the master's password as the account's own.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.systemAccounts) })
        func theCacheKnowsAMasterUser(_ setup: Setup) throws {
            let deployment = try Self.withMasterUser(setup, settings: "auth_cache_size = 1M\n")
            defer { deployment.stop() }
            for _ in 1...2 {
                #expect(try deployment.login("\(account.user)*master@master.example", "of the master") == .allowed)
                #expect(try deployment.login(account.user, "of the master") == .denied)
                #expect(try deployment.login(account.user, account.password) == .allowed)
            }
        }

        /// With what the sample has in comments, in front of its passdb, and with a cache if there is one.
        private static func withMasterUser(_ setup: Setup, settings: String = "") throws -> Deployment {
            try Deployment(setup, sql: sql, settings: "auth_master_user_separator = *\n" + settings) { files in
                files["master-users"] = "master@master.example:{PLAIN}of the master\n"
                let name = "auth-vmail-lua.conf.ext"
                let text = (files[name] ?? "").replacing("use_cache = no", with: "use_cache = yes")
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let first = setup.driver.version == "2.3" ? "#passdb {" : "#passdb passwd-file {"
                let begin = lines.firstIndex(of: first) ?? lines.count
                let masters = lines[begin...].prefix { $0.hasPrefix("#") }.map { $0.dropFirst() }
                files[name] = masters.joined(separator: "\n") + "\n" + lines.joined(separator: "\n")
            }
        }

        /// A wrong password is kept as wrong, and no other one with it.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.systemAccounts) })
        func theCacheTellsPasswordsApart(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql, settings: "auth_cache_size = 1M\n") { files in
                for name in files.keys { files[name]?.replace("use_cache = no", with: "use_cache = yes") }
            }
            defer { deployment.stop() }
            for _ in 1...2 {
                #expect(try deployment.login(account.user, account.password) == .allowed)
                #expect(try deployment.login(account.user, "hunter3") == .denied)
            }
            // Another right password, as an app password is.
            try deployment.accounts.execute("UPDATE VMailbox SET vmPasswd = '{PLAIN}another'")
            #expect(try deployment.login(account.user, "another") == .allowed)
            #expect(try deployment.login(closed.user, "another") == .denied)
        }

        /// What goes over vmail-dictd's socket at a login, a refusal and a delivery.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.systemAccounts) })
        func noHashIsOnTheSocket(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql)
            defer { deployment.stop() }
            let relay = try Relay(in: deployment.place.outside, socket: "socket/dict.sock")
            defer { relay.stop() }
            #expect(try deployment.login(hashed.user, "hunter2") == .allowed)
            #expect(try deployment.login(hashed.user, "hunter3") == .denied)
            #expect(try deployment.deliver(to: hashed.user) == .found)
            let seen = try relay.seen()
            #expect(seen.contains("\t\(hashed.user)\thunter2\timap\t127.0.0.1") && seen.contains(/\nM[0-9]+\n/))
            #expect(seen.contains("Lshared/userdb/\(hashed.user)\n"))
            for part in ["{", "$"] { #expect(!seen.contains("\(part)BLF") && !seen.contains("\(part)2y"), "\(seen)") }
        }
    }
}

/// Stands between Dovecot and vmail-dictd, and writes down what both say.
private struct Relay {
    private let daemon: Daemon
    private let record: String

    init(in folder: String, socket: String) throws {
        record = "\(folder)/record"
        let program = """
            import os, socket, sys, threading
            path, record = sys.argv[1], open(sys.argv[2], "wb", buffering=0)
            os.rename(path, path + ".real")
            server = socket.socket(socket.AF_UNIX)
            server.bind(path)
            os.chmod(path, 0o777)
            server.listen(64)
            def copy(source, target):
                while data := source.recv(65536):
                    record.write(data)
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            while True:
                client = server.accept()[0]
                real = socket.socket(socket.AF_UNIX)
                real.connect(path + ".real")
                for ends in [(client, real), (real, client)]:
                    threading.Thread(target=copy, args=ends, daemon=True).start()
            """
        daemon = try Daemon(
            ["python3", "-c", program, "\(folder)/\(socket)", record], folder: folder, name: "relay")
        try eventually("the relay listens") {
            FileManager.default.fileExists(atPath: "\(folder)/\(socket).real")
                && (try? Connection(socketPath: "\(folder)/\(socket)")) != nil
        }
    }

    func seen() throws -> String { try text(ofFile: record) }

    func stop() { daemon.stop() }
}
