import Foundation
import Glibc
import Testing

/// A private Postfix: Debian's master.cf with its chroot, the files of `dovecot/postfix`, and a folder and ports of its own.
struct PostfixInstance: Sendable {
    let folder: String
    let smtp: UInt16
    let submission: UInt16
    let submissions: UInt16
    private let master: Daemon

    /// A program that is the `postconf` of this instance.
    let postconf: String

    static let samples = "\(Repository.root)/dovecot/postfix"

    /// A new folder, with what must be in it before Postfix starts: folders with the permissions that Postfix gives them.
    static func makeFolder() throws -> String {
        let folder = try temporaryFolder(prefix: "vmail-e2e-postfix.")
        try DebianRoot.succeed([
            "sh", "-ec",
            """
            cd '\(folder)'
            chmod 755 .
            mkdir -m 755 conf queue
            install -d -o postfix -m 700 queue/private data
            openssl req -x509 -newkey ed25519 -nodes -days 2 -subj /CN=host.example \\
                -keyout conf/key -out conf/certificate 2>&1
            cat conf/key conf/certificate >conf/chain.pem
            """,
        ])
        return folder
    }

    /// Starts it in a folder of ``makeFolder()``.
    init(folder: String, database: String) throws {
        self.folder = folder
        (smtp, submission, submissions) = (
            try Connection.freePort(), try Connection.freePort(), try Connection.freePort()
        )
        let ports = ["smtp": smtp, "submission": submission, "submissions": submissions]
        for (name, text) in try Self.files(folder, database, ports) {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/conf/\(name)"))
        }
        let postconf = "\(folder)/postconf"
        try Data("#!/bin/sh\nexec postconf -c '\(folder)/conf' \"$@\"\n".utf8).write(to: URL(fileURLWithPath: postconf))
        chmod(postconf, 0o755)
        self.postconf = postconf
        // Postfix leaves the foreground; the shell stays, so that Postfix ends with the tests.
        let script =
            #"postfix -c "$0" start || exit 1; trap : TERM; sleep infinity & wait; kill $!; postfix -c "$0" stop"#
        master = try Daemon(["sh", "-c", script, "\(folder)/conf"], folder: folder, name: "postfix")
        let port = smtp
        do {
            try eventually("Postfix listens") { (try? SMTPClient(port: port)) != nil }
        } catch {
            let log = log()
            master.stop()
            throw ChildProcessError(description: "\(error): \(master.logText())\(log)")
        }
    }

    /// The configuration, by file. Only paths and ports differ from what an administrator copies.
    private static func files(_ folder: String, _ database: String, _ ports: [String: UInt16])
        throws -> [String: String]
    {
        var services = try text(ofFile: "/usr/share/postfix/master.cf.dist") + text(ofFile: "\(samples)/master.cf")
        for (name, port) in ports {
            let line = try Regex("(?m)^\(name) +inet ")
            try #require(services.matches(of: line).count == 1, "\(name) in master.cf")
            services.replace(line, with: "\(port) inet ")
        }
        let aliases = try text(ofFile: "\(samples)/alias.cf")
        let installed = "/var/lib/vmail-auth/mail.sqlite"
        try #require(aliases.contains(installed))
        return [
            "main.cf": try text(ofFile: "\(samples)/main.cf") + surroundings(folder),
            "master.cf": services,
            "alias.cf": aliases.replacing(installed, with: database),
        ]
    }

    /// What an administrator has in main.cf besides, and a folder of its own.
    private static func surroundings(_ folder: String) -> String {
        """

        queue_directory = \(folder)/queue
        data_directory = \(folder)/data
        maillog_file = \(folder)/mail.log
        maillog_file_prefixes = /tmp
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = host.example
        mynetworks = 127.0.0.2/32
        smtpd_tls_chain_files = \(folder)/conf/chain.pem
        # No mail leaves this machine.
        default_transport = discard:
        RC50-closed = reject
        smtpd_restriction_classes = RC50-closed

        """
    }

    /// Ends it, by `postfix stop`. A daemon that died fails the test.
    func stop() {
        master.stop()
        // postmap(1) ends so after a temporary failure, which tests ask for.
        let deaths = log().split(separator: "\n").filter { line in
            !line.contains("postfix/postmap[")
                && ["panic:", "fatal:", "killed by signal", "bad command startup"].contains { line.contains($0) }
        }
        if !deaths.isEmpty { Issue.record("Postfix: \(deaths.joined(separator: "\n"))") }
        try? FileManager.default.removeItem(atPath: folder)
    }

    func log() -> String { (try? text(ofFile: "\(folder)/mail.log")) ?? "" }

    /// The process of a service of which there is one.
    func processID(of service: String) throws -> pid_t {
        let master = try text(ofFile: "\(folder)/queue/pid/master.pid").trimmingCharacters(in: .whitespacesAndNewlines)
        let found = try ChildProcess.run(["pgrep", "--parent", master, "--exact", service]).lines
        guard found.count == 1, let id = pid_t(found[0]) else {
            throw ChildProcessError(description: "\(service) of master \(master): \(found)")
        }
        return id
    }

    /// Changes main.cf, until `body` has run.
    func with(mainCF lines: String, _ body: () throws -> Void) throws {
        let file = URL(fileURLWithPath: "\(folder)/conf/main.cf")
        let before = try Data(contentsOf: file)
        func apply(_ configuration: Data) throws {
            try configuration.write(to: file)
            _ = try DebianRoot.succeed(["postfix", "-c", "\(folder)/conf", "reload"])
        }
        try apply(before + Data("\(lines)\n".utf8))
        defer { #expect(throws: Never.self) { try apply(before) } }
        try body()
    }

    /// Runs `postfix`, `postqueue` and others on this instance.
    @discardableResult
    func run(_ program: String, _ arguments: [String], input: String = "") throws -> CommandOutput {
        try ChildProcess.run([program, "-c", "\(folder)/conf"] + arguments, input: input)
    }

    /// Asks a table of main.cf, as `postmap -q` does from Postfix's queue directory.
    func postmap(_ map: String, _ key: String, input: String = "") throws -> CommandOutput {
        let script = #"cd "$0/queue" && exec postmap -c "$0/conf" -q "$1" "socketmap:unix:private/vmail-auth:$2""#
        return try ChildProcess.run(["sh", "-c", script, folder, key, map], input: input)
    }

    /// Whether the queue is empty. Mail that waits is tried again now.
    func queueIsEmpty() throws -> Bool {
        try run("postqueue", ["-f"])
        return try run("postqueue", ["-j"]).output.isEmpty
    }
}
