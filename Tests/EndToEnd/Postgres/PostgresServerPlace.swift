import Foundation

/// A vmail-dictd over PostgreSQL servers, without a Dovecot, in a folder of its own.
struct PostgresServerPlace {
    let folder: String
    var socket: String { folder + "/dict.sock" }
    var postfixSocket: String { folder + "/postfix.sock" }
    var conf: String { folder + "/conf" }

    /// The accounts of most tests.
    static let accounts = """
        INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
        INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('u', 1, 1), ('off', 1, -1);
        INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}hunter2'), (2, '{PLAIN}hunter2');
        """

    /// The settings for these servers, in this order.
    init(_ clusters: PostgresCluster..., busyTimeout: Int = 5) throws {
        folder = try temporaryFolder(prefix: "vmail-e2e-dictd.")
        let hosts = clusters.map(\.host).joined(separator: ",")
        try configure("postgresql://vmail_dictd@\(hosts)/mail", busyTimeout: busyTimeout)
    }

    func configure(_ uri: String, busyTimeout: Int = 5) throws {
        let text =
            "database = \(uri)\nsocket = \(socket)\npostfix_socket = \(postfixSocket)\n"
            + "busy_timeout = \(busyTimeout)\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: conf))
    }

    /// Starts vmail-dictd, which becomes the program for PostgreSQL, and waits until it listens.
    func startListening() throws -> Daemon {
        let server = try Daemon(
            ["\(Repository.programs)/vmail-dictd", "--config", conf], folder: folder, name: "vmail-dictd")
        try eventually("vmail-dictd listens: \(server.logText())") { (try? Connection(socketPath: socket)) != nil }
        return server
    }

    /// The reply to one look-up.
    func lookUp(_ dict: String, _ user: String) throws -> String {
        try Connection(socketPath: socket, dict: dict).lookUp(dict, user)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
