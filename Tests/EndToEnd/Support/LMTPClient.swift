import Foundation

/// How a server takes mail (RFC 2033, with SMTP's reply codes).
enum DeliveryAnswer: Equatable, Sendable {
    case found
    /// 550: the sender gets it back.
    case unknown
    /// 451: it waits in Postfix's queue.
    case deferred
    case other(String)

    init(reply: String) {
        switch reply.prefix(3) {
        case "250": self = .found
        case "550": self = .unknown
        case "451": self = .deferred
        default: self = .other(reply)
        }
    }

    /// - Parameter status: Of `doveadm user`: EX_NOUSER and EX_TEMPFAIL of sysexits.h.
    init(doveadmStatus status: Int32) {
        switch status {
        case 0: self = .found
        case 67: self = .unknown
        case 75: self = .deferred
        default: self = .other("doveadm user: exit \(status)")
        }
    }
}

/// As much LMTP as one delivery takes.
struct LMTPClient {
    private let connection: Connection
    /// What the server offers, a line each.
    let offers: [String]

    init(port: UInt16) throws {
        connection = try Connection(port: port)
        _ = try Self.reply(connection)
        try connection.send("LHLO localhost\r\n")
        offers = try Self.reply(connection).map { String($0.dropFirst(4)) }
    }

    /// The reply to MAIL or RCPT if that refuses, else the one after the message.
    /// - Parameter parameters: What follows the sender (RFC 5321, 4.1.2), with the blank before it.
    func deliver(to recipient: String, subject: String, parameters: String = "") throws -> DeliveryAnswer {
        let senderReply = try command("MAIL FROM:<>\(parameters)")
        guard senderReply.hasPrefix("2") else { return DeliveryAnswer(reply: senderReply) }
        let recipientReply = try command("RCPT TO:<\(recipient)>")
        guard recipientReply.hasPrefix("2") else { return DeliveryAnswer(reply: recipientReply) }
        _ = try command("DATA")
        return DeliveryAnswer(reply: try command("Subject: \(subject)\r\n\r\nHello.\r\n."))
    }

    /// The last line of the reply.
    private func command(_ line: String) throws -> String {
        try connection.send(line + "\r\n")
        return try Self.reply(connection).last ?? ""
    }

    /// The lines of a reply.
    private static func reply(_ connection: Connection) throws -> [String] {
        var lines: [String] = []
        while true {
            let line = try connection.line()
            lines.append(line)
            if line.dropFirst(3).first != "-" { return lines }
        }
    }
}
