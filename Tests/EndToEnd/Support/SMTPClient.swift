import Foundation

/// Postfix's answer to a recipient.
enum RecipientAnswer: Equatable, Sendable {
    case accepted
    /// 550: the sender gets it back.
    case unknown
    /// 451: it waits at the sender.
    case deferred
    /// 451 as well: the recipient's restriction class is not in main.cf.
    case undefinedClass
    /// 554 by a restriction class.
    case closed
    /// 554: the domain is not one of ours, and the client may not relay.
    case relayDenied
    /// 553: the sender's address is not one of the login's.
    case notTheOwner
    case other(String)

    init(reply: String) {
        switch reply.prefix(9) {
        case "250 2.1.5": self = .accepted
        case "550 5.1.1": self = .unknown
        case "451 4.3.0": self = .deferred
        case "451 4.3.5": self = .undefinedClass
        case "554 5.7.1" where reply.hasSuffix(": Access denied"): self = .closed
        case "554 5.7.1" where reply.hasSuffix(": Relay access denied"): self = .relayDenied
        case "553 5.7.1": self = .notTheOwner
        default: self = .other(reply)
        }
    }
}

/// As much SMTP as the tests need.
struct SMTPClient {
    private let connection: Connection

    /// - Parameter source: The last number of this client's address, 127.0.0.x.
    init(port: UInt16, source: UInt32 = 1) throws {
        connection = try Connection(port: port, source: source)
        _ = try reply()
        _ = try command("EHLO client.example")
    }

    /// The reply to AUTH.
    func logIn(_ user: String, _ password: String) throws -> String {
        try command("AUTH PLAIN " + Data("\0\(user)\0\(password)".utf8).base64EncodedString())
    }

    /// The answer to RCPT, or to MAIL if that refuses.
    ///
    /// smtpd(8) keeps what it was told of a sender and a recipient together, temporary failures too, while its process lives: a test
    /// that asks again names another sender.
    func recipient(_ recipient: String, from sender: String) throws -> RecipientAnswer {
        let senderReply = try command("MAIL FROM:<\(sender)>")
        guard senderReply.hasPrefix("2") else { return RecipientAnswer(reply: senderReply) }
        return RecipientAnswer(reply: try command("RCPT TO:<\(recipient)>"))
    }

    /// Sends a message to the recipients that were accepted. Returns the reply.
    func message(subject: String) throws -> String {
        let reply = try command("DATA")
        guard reply.hasPrefix("354") else { return reply }
        return try command("Subject: \(subject)\r\n\r\nHello.\r\n.")
    }

    func quit() throws { _ = try command("QUIT") }

    /// The last line of the reply.
    func command(_ line: String) throws -> String {
        try connection.send(line + "\r\n")
        return try reply()
    }

    private func reply() throws -> String {
        while true {
            let line = try connection.line()
            if line.dropFirst(3).first != "-" { return line }
        }
    }
}
