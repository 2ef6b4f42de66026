import Foundation
import Glibc

/// A vmail-dictd without a Dovecot, in a folder of its own.
struct LoneServer {
    let folder: String
    let accounts: AccountFile
    /// Where the setting `socket` puts its socket.
    var socket: String { folder + "/dict.sock" }
    /// A path for Postfix's socket.
    var postfixSocket: String { folder + "/postfix.sock" }
    /// The variable LISTEN_PID or another, with the process id that only the started process knows.
    private static let shell = ["sh", "-c", #"eval "$0"; exec "$@""#]

    init() throws {
        folder = try temporaryFolder(prefix: "vmail-e2e-lone.")
        accounts = try AccountFile(
            path: folder + "/mail.sqlite",
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('u', 1, 1), ('off', 1, -1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}hunter2'), (2, '{PLAIN}hunter2');
            """)
        try configure()
    }

    /// Writes the settings; the server notices at SIGHUP.
    func configure(_ lines: String = "") throws {
        let hasSocket = lines.split(separator: "\n").contains { $0.hasPrefix("socket =") }
        let text = hasSocket ? lines : "socket = \(socket)\n" + lines
        try Data("database = \(accounts.path)\n\(text)".utf8).write(to: URL(fileURLWithPath: folder + "/conf"))
    }

    /// The command that starts it; `variables` are `NAME=value` in a shell's words, where `$$` is the process id.
    func command(variables: [String] = [], options: [String] = []) -> [String] {
        let exports = variables.isEmpty ? ":" : "export " + variables.joined(separator: " ")
        return Self.shell + [exports, "\(Repository.programs)/vmail-dictd", "--config", folder + "/conf"] + options
    }

    /// Starts it.
    func start(variables: [String] = [], options: [String] = [], passing passed: CInt? = nil) throws -> Daemon {
        try Daemon(
            command(variables: variables, options: options), folder: folder, name: "vmail-dictd", passing: passed)
    }

    /// Starts it, and waits until it listens.
    func startListening(variables: [String] = [], options: [String] = []) throws -> Daemon {
        let server = try start(variables: variables, options: options)
        try eventually("vmail-dictd listens") { (try? Connection(socketPath: socket)) != nil }
        return server
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

extension Connection {
    /// Begins a conversation with a dictionary.
    convenience init(socketPath: String, dict: String) throws {
        try self.init(socketPath: socketPath)
        try send("H3\t2\t0\t\t\(dict)\n")
    }

    /// The reply to a look-up in a map of Postfix's.
    func ask(_ map: String, _ key: String) throws -> String {
        try sendRequest(map, key)
        return try netstring()
    }

    /// Asks for a key in a map of Postfix's.
    func sendRequest(_ map: String, _ key: String) throws {
        let request = "\(map) \(key)"
        try send("\(request.utf8.count):\(request),")
    }

    /// The reply to a look-up.
    func lookUp(_ dict: String, _ user: String) throws -> String {
        try send("Lshared/\(dict)/\(user)\t\(user)\n")
        return try line()
    }
}
