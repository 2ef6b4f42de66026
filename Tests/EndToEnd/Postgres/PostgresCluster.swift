import Foundation
import Glibc

/// A PostgreSQL server of the test's own, as the user postgres, on a unix socket in a folder of its own. The system's clusters are left
/// alone.
///
/// A class, as a server is started and stopped, and ended once.
final class PostgresCluster {
    let folder: String
    /// The port on 127.0.0.1, and in the name of the socket; nil for the usual name and no port.
    let port: UInt16?
    private var server: Daemon?

    /// A new primary with the accounts' tables in the database `mail`, and the role `vmail_dictd`.
    init(_ statements: String = "", port: UInt16? = nil) throws {
        folder = try Self.newFolder()
        self.port = port
        _ = try Self.run("initdb", ["-D", folder + "/data", "-A", "trust", "-N", "--no-instructions", "-E", "UTF8"])
        try configure("")
        try start()
        try execute("CREATE DATABASE mail TEMPLATE template0", database: "postgres")
        try execute(try text(ofFile: "\(Repository.root)/dovecot/schema-postgresql.sql"))
        try execute("CREATE ROLE vmail_dictd LOGIN IN ROLE vmail_reader")
        try execute(statements)
    }

    /// A streaming replica of `primary`.
    init(replicaOf primary: PostgresCluster) throws {
        folder = try Self.newFolder()
        port = nil
        _ = try Self.run("pg_basebackup", ["-h", primary.folder, "-D", folder + "/data", "-R", "-c", "fast"])
        try configure("")
        try start()
    }

    /// Replaces the settings of the test's own; they count from the next start.
    func configure(_ lines: String) throws {
        let file = folder + "/data/postgresql.auto.conf"
        let kept = try text(ofFile: file).split(separator: "\n").filter { $0.hasPrefix("primary_conninfo") }
        let settings = """
            listen_addresses = '\(port == nil ? "" : "127.0.0.1")'
            port = \(port ?? 5432)
            unix_socket_directories = '\(folder)'
            fsync = off
            max_connections = 20
            """
        try Data((kept + [settings[...], lines[...]]).joined(separator: "\n").appending("\n").utf8)
            .write(to: URL(fileURLWithPath: file))
    }

    func start() throws {
        let folder = folder
        server = try Daemon(
            Self.asPostgres + ["\(Self.programs)/postgres", "-D", folder + "/data"], folder: folder, name: "postgres")
        try eventually("PostgreSQL answers") {
            try ChildProcess.run(["\(Self.programs)/pg_isready", "-q", "-h", folder, "-p", "\(port ?? 5432)"]).status
                == 0
        }
    }

    /// Ends it as an administrator does, and breaks its connections. (The SIGTERM of ``Daemon`` would wait for them.)
    func stop() {
        guard let server else { return }
        self.server = nil
        server.signal(SIGINT)
        server.stop()
    }

    /// Stops all of its processes until ``resume()``: it takes connections, and answers nothing.
    func suspend() throws { for pid in try processes() { kill(pid, SIGSTOP) } }

    func resume() throws { for pid in try processes() { kill(pid, SIGCONT) } }

    /// Makes a primary of a replica.
    func promote() throws { _ = try Self.run("pg_ctl", ["promote", "-w", "-D", folder + "/data"]) }

    func remove() {
        try? resume()
        stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func processes() throws -> [pid_t] {
        guard let pid = server?.pid else { return [] }
        let children = try text(ofFile: "/proc/\(pid)/task/\(pid)/children").split(separator: " ")
        return [pid] + children.compactMap { pid_t($0) }
    }

    /// Runs statements as the superuser, and returns what psql prints of their rows.
    @discardableResult
    func execute(_ statements: String, database: String = "mail") throws -> String {
        let result = try ChildProcess.run(
            [
                "\(Self.programs)/psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", folder, "-p", "\(port ?? 5432)", "-U",
                "postgres", "-d",
                database,
            ],
            input: statements)
        guard result.status == 0 else { throw ChildProcessError(description: "psql: \(result.errors)") }
        return result.output
    }

    /// A psql that runs `statements` beside the test.
    func background(_ statements: String) throws -> Daemon {
        try Daemon(
            [
                "\(Self.programs)/psql", "-qX", "-h", folder, "-p", "\(port ?? 5432)", "-U", "postgres", "-d", "mail",
                "-c", statements,
            ], folder: folder, name: "psql")
    }

    /// Ends the connections of vmail-dictd.
    func terminateBackends() throws {
        try execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vmail_dictd'")
    }

    /// The directory of the socket, as the host of a URI.
    var host: String { folder.replacing("/", with: "%2F") }

    // MARK: Programs

    /// Where Debian keeps the programs of the newest version.
    private static let programs: String = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return "/usr/lib/postgresql/\(versions.max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? "none")/bin"
    }()

    /// initdb and postgres refuse root.
    private static let asPostgres = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"]

    private static func run(_ program: String, _ arguments: [String]) throws -> CommandOutput {
        let result = try ChildProcess.run(asPostgres + ["\(programs)/\(program)"] + arguments)
        guard result.status == 0 else { throw ChildProcessError(description: "\(program): \(result.errors)") }
        return result
    }

    private static func newFolder() throws -> String {
        let folder = try temporaryFolder(prefix: "vmail-e2e-pg.")
        _ = try ChildProcess.run(["chown", "postgres:", folder])
        chmod(folder, 0o755)
        return folder
    }
}
