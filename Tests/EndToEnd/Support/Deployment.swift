import Foundation
import Glibc
import Synchronization
import Testing

/// A Dovecot and a vmail-dictd over one database, all in a folder of their own.
struct Deployment: Sendable {
    let setup: Setup
    let place: Place
    let ports: Ports
    let accounts: AccountFile
    private(set) var dictServer: Daemon
    private let dovecot: Daemon
    private let postfixSocket: CInt?

    /// - Parameters:
    ///   - sql: What the database has.
    ///   - settings: Lines at the end of dovecot.conf.
    ///   - postfixSocket: A listening socket, where vmail-dictd answers Postfix.
    ///   - edit: Changes the files, by name, before Dovecot sees them.
    init(
        _ setup: Setup, sql: String, settings: String = "", postfixSocket: CInt? = nil,
        edit: (inout [String: String]) -> Void = { _ in }
    ) throws {
        self.setup = setup
        self.postfixSocket = postfixSocket
        let driver = setup.driver
        let outside = try temporaryFolder(prefix: "vmail-e2e.", root: driver.root)
        place = Place(root: driver.root, inside: String(outside.dropFirst(driver.root.count)))
        ports = Ports(imap: try Connection.freePort(), lmtp: try Connection.freePort())

        do {
            try Self.prepare(outside)
            accounts = try AccountFile(path: "\(outside)/db/mail.sqlite", sql)
            try Self.write(Self.configuration(place), to: "\(outside)/vmail-auth.conf")
            var files = try driver.configuration(of: setup, at: place, ports: ports)
            files["dovecot.conf"]? += settings
            edit(&files)
            for (name, text) in files { try Self.write(text, to: "\(outside)/\(name)") }
            dictServer = try Self.startDictServer(in: outside, postfixSocket)
        } catch {
            try? FileManager.default.removeItem(atPath: outside)
            throw error
        }
        do {
            dovecot = try Daemon(
                driver.command("dovecot", ["-F", "-c", "\(place.inside)/dovecot.conf"]), folder: outside,
                name: "dovecot")
        } catch {
            dictServer.stop()
            try? FileManager.default.removeItem(atPath: outside)
            throw error
        }
        do {
            let ports = ports
            try eventually("Dovecot listens") {
                (try? IMAPClient(port: ports.imap)) != nil && (try? LMTPClient(port: ports.lmtp)) != nil
            }
        } catch {
            Issue.record("Dovecot does not start:\n\(dovecot.logText())")
            stop()
            throw error
        }
    }

    /// The settings that both programs are given.
    static func configuration(_ place: Place) -> String {
        """
        database = \(place.outside)/db/mail.sqlite
        socket = \(place.outside)/socket/dict.sock
        vmail_root = \(place.inside)/vmail
        myhostname = host.example
        busy_timeout = 1

        """
    }

    /// vmail-dictd as an unprivileged user, so that file permissions count.
    private static func startDictServer(in folder: String, _ postfixSocket: CInt?) throws -> Daemon {
        // As systemd passes it.
        let passing = #"export LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=postfix; exec "$0" "$@""#
        let server = try Daemon(
            (postfixSocket == nil ? [] : ["sh", "-c", passing]) + [
                "setpriv", "--reuid", "dovecot", "--regid", "dovecot", "--clear-groups", "\(folder)/vmail-dictd",
                "--config", "\(folder)/vmail-auth.conf",
            ], folder: folder, name: "vmail-dictd", passing: postfixSocket)
        do {
            try eventually("vmail-dictd listens") {
                (try? Connection(socketPath: "\(folder)/socket/dict.sock")) != nil
            }
        } catch {
            server.stop()
            throw ChildProcessError(description: "\(error): \(server.logText())")
        }
        return server
    }

    mutating func startDictServerAgain() throws {
        dictServer.stop()
        dictServer = try Self.startDictServer(in: place.outside, postfixSocket)
    }

    /// Ends both servers and removes the folder. A crash that Dovecot logged fails the test.
    func stop() {
        dovecot.stop()
        dictServer.stop()
        let crashes = dovecot.logText().split(separator: "\n").filter { line in
            ["Panic:", "Fatal:", "killed with signal"].contains { line.contains($0) }
        }
        if !crashes.isEmpty { Issue.record("\(setup.testDescription): \(crashes.joined(separator: "\n"))") }
        try? FileManager.default.removeItem(atPath: place.outside)
    }

    // MARK: What clients see

    func login(_ user: String, _ password: String) throws -> LoginAnswer {
        try startLogin(user, password).answer()
    }

    /// Sends the command alone. Dovecot answers failures twice a second, together: who has many, sends them first.
    func startLogin(_ user: String, _ password: String) throws -> IMAPClient {
        let client = try IMAPClient(port: ports.imap)
        try client.sendLogin(Array(user.utf8), Array(password.utf8))
        return client
    }

    /// What Postfix sees, which looks at nothing but success and failure.
    func smtpAuth(_ user: String, _ password: String) throws -> LoginAnswer {
        let test = try doveadm(["auth", "test", "-x", "service=smtp", "--", user], input: password + "\n")
        switch test.status {
        case 0: return .allowed
        // 2.3 says both with 77, 2.4 has 75 for "try again".
        case 75, 77: return test.output.contains("code=temp_fail") ? .unavailable : .denied
        default: return .other("doveadm auth test: exit \(test.status): \(test.output)\(test.errors)")
        }
    }

    /// What `doveadm user` finds.
    func userAnswer(_ user: String) throws -> DeliveryAnswer {
        DeliveryAnswer(doveadmStatus: try doveadm(["user", "--", user]).status)
    }

    func deliver(to recipient: String) throws -> DeliveryAnswer {
        try LMTPClient(port: ports.lmtp).deliver(to: recipient, subject: "to \(recipient)")
    }

    /// - Parameter input: The password of `doveadm auth test`, which is in no command line.
    func doveadm(_ arguments: [String], input: String = "") throws -> CommandOutput {
        let configured = ["-c", "\(place.inside)/dovecot.conf"] + arguments
        return try ChildProcess.run(setup.driver.command("doveadm", configured), input: input)
    }

    /// The fields of `doveadm user`, by name.
    func userFields(_ user: String) throws -> [String: String] {
        let lines = try doveadm(["user", "--", user]).lines.map {
            $0.split(separator: "\t", maxSplits: 1).map(String.init)
        }
        return Dictionary(lines.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    }

    /// `doveadm dict`, straight to vmail-dictd.
    func dict(_ verb: String, _ dict: String, _ key: String) throws -> CommandOutput {
        try ChildProcess.run(setup.driver.dictCommand(verb, dict, key, at: place))
    }

    func logs() -> String { "\(dovecot.logText())\n\(dictServer.logText())" }

    // MARK: Files

    /// The folders with the owners that a server would give them, and the programs where the user dovecot can see them.
    private static func prepare(_ folder: String) throws {
        let script = """
            cd '\(folder)'
            chmod 711 .
            mkdir -m 755 run
            install -d -o root -g dovecot -m 2770 db
            install -d -o dovecot -g dovecot -m 700 socket
            # Dovecot makes the domains' folders here, as their uids and gid 800.
            install -d -o root -g 800 -m 771 vmail
            install -m 755 '\(Repository.programs)/vmail-checkpassword' '\(Repository.programs)/vmail-dictd' .
            """
        let result = try ChildProcess.run(["sh", "-ec", script])
        guard result.status == 0 else {
            throw ChildProcessError(description: "\(result.errors)(dovecot/build.sh makes the programs)")
        }
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o644)
    }

    /// Replaces the settings of vmail-auth; a server notices at SIGHUP.
    func configure(_ text: String) throws { try Self.write(text, to: "\(place.outside)/vmail-auth.conf") }
}
