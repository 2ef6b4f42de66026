import Foundation
import Glibc
import Synchronization
import Testing

/// A Postfix, a vmail-dictd and a Dovecot 2.3 over one database.
final class MailServer: Sendable {
    let postfix: PostfixInstance
    private let state: Mutex<Deployment>
    private let socket: UnixSocket
    private let tls: Daemon
    private let tlsPort: UInt16
    private let senders = Atomic(0)

    @TaskLocal static var current: MailServer?

    /// The one of the suite.
    static func running() throws -> MailServer {
        guard let current else { throw ChildProcessError(description: "the suite has no .mailServer trait") }
        return current
    }

    /// - Parameter sql: What the database has.
    init(sql: String) throws {
        let folder = try PostfixInstance.makeFolder()
        // As the unit vmail-dictd-postfix.socket makes it.
        socket = try UnixSocket(listeningAt: "\(folder)/queue/private/vmail-auth")
        try DebianRoot.succeed(["chown", "postfix:postfix", socket.path])
        chmod(socket.path, 0o660)
        let installed = "/var/spool/postfix/"
        let sample = try text(ofFile: "\(PostfixInstance.samples)/vmail-postfix.conf")
        try #require(sample.contains(installed))
        let setup = try #require(Dovecot23().setups.first { $0.name == "dict" })
        let deployment: Deployment
        do {
            deployment = try Deployment(
                setup, sql: sql, settings: sample.replacing(installed, with: "\(folder)/queue/"),
                postfixSocket: socket.descriptor)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        state = Mutex(deployment)
        do {
            postfix = try PostfixInstance(folder: folder, database: deployment.accounts.path)
            tlsPort = try Connection.freePort()
            // Users speak TLS, and the tests do not.
            tls = try Daemon(
                [
                    "socat", "TCP-LISTEN:\(tlsPort),bind=127.0.0.1,fork,reuseaddr",
                    "OPENSSL:127.0.0.1:\(postfix.submissions),verify=0",
                ], folder: folder, name: "socat")
            let port = tlsPort
            try eventually("socat listens") { (try? SMTPClient(port: port)) != nil }
        } catch {
            deployment.stop()
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    func stop() {
        tls.stop()
        postfix.stop()
        state.withLock { $0.stop() }
    }

    var deployment: Deployment { state.withLock { $0 } }
    var accounts: AccountFile { deployment.accounts }

    /// Ends vmail-dictd and starts another one on the same socket.
    func restartDictServer() throws { try state.withLock { try $0.startDictServerAgain() } }

    // MARK: What clients are told

    /// A sender that no test has named before: smtpd(8) keeps what it was told of a sender and a recipient.
    func newSender() -> String {
        "sender\(senders.wrappingAdd(1, ordering: .relaxed).newValue)@elsewhere.example"
    }

    /// The answer to a recipient, on a connection of its own.
    func recipient(_ recipient: String, by client: MailClient = .outsider) throws -> RecipientAnswer {
        let connection = try connect(client)
        defer { try? connection.quit() }
        return try connection.recipient(recipient, from: client == .loggedIn ? SubmissionUser.name : newSender())
    }

    func connect(_ client: MailClient = .outsider) throws -> SMTPClient {
        switch client {
        case .outsider: return try SMTPClient(port: postfix.smtp)
        case .trusted: return try SMTPClient(port: postfix.smtp, source: 2)
        case .loggedIn:
            let connection = try connectForLogin()
            let reply = try connection.logIn(SubmissionUser.name, SubmissionUser.password)
            guard reply.hasPrefix("235 2.7.0") else { throw ConnectionError(description: "AUTH: \(reply)") }
            return connection
        }
    }

    /// A connection to the submissions service, before a login.
    func connectForLogin() throws -> SMTPClient { try SMTPClient(port: tlsPort) }

    /// The mails in the mailbox of `localpart@domain`.
    func mails(_ localpart: String, _ domain: String) throws -> [String] {
        let folder = "\(deployment.place.outside)/vmail/\(domain)/\(localpart)/Mail/new"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).map { try text(ofFile: "\(folder)/\($0)") }
    }
}

/// Who sends mail.
enum MailClient: String, CaseIterable, CustomTestStringConvertible {
    /// On port 25, from outside `mynetworks`.
    case outsider
    /// On port 25, from `mynetworks`.
    case trusted
    /// On port 465, with the login of ``SubmissionUser``.
    case loggedIn = "logged in"

    var testDescription: String { rawValue }
}

/// The account that logs in to send mail.
enum SubmissionUser {
    static let name = "user@submission.example"
    static let password = "hunter2"
}

/// Gives a suite, with all suites in it, one mail server.
struct MailServerTrait: SuiteTrait, TestScoping {
    let sql: String

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try MailServer(sql: sql)
        defer { server.stop() }
        try await MailServer.$current.withValue(server) { try await function() }
    }
}

extension Trait where Self == MailServerTrait {
    /// - Parameter sql: What the database has.
    static func mailServer(sql: String) -> Self { Self(sql: sql) }
}
