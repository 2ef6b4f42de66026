import Foundation

/// How a server answers a login (RFC 5530 has the codes).
enum LoginAnswer: Equatable, Sendable {
    case allowed
    case denied
    /// "Try again later."
    case unavailable
    case other(String)

    /// - Parameter reply: A tagged IMAP reply without its tag.
    init(reply: String) {
        if reply.hasPrefix("OK") {
            self = .allowed
        } else if reply.hasPrefix("NO [AUTHENTICATIONFAILED]") {
            self = .denied
        } else if reply.hasPrefix("NO [UNAVAILABLE]") {
            self = .unavailable
        } else {
            self = .other(reply)
        }
    }
}

/// As much IMAP as a login takes.
struct IMAPClient {
    private let connection: Connection

    init(port: UInt16) throws {
        connection = try Connection(port: port)
        let greeting = try connection.line()
        guard greeting.hasPrefix("* OK") else { throw ConnectionError(description: "IMAP greeting: \(greeting)") }
    }

    /// The user and the password may have any byte but NUL.
    func sendLogin(_ user: [UInt8], _ password: [UInt8]) throws {
        try connection.send(
            Array("a LOGIN {\(user.count)+}\r\n".utf8) + user
                + Array(" {\(password.count)+}\r\n".utf8) + password + Array("\r\n".utf8))
    }

    func answer() throws -> LoginAnswer {
        while true {
            let line = try connection.line()
            if line.hasPrefix("a ") { return LoginAnswer(reply: String(line.dropFirst(2))) }
        }
    }

    /// RFC 2195: the server must look the password up instead of being told it.
    func loginCRAMMD5(_ user: String, _ password: String) throws -> LoginAnswer {
        try connection.send("a AUTHENTICATE CRAM-MD5\r\n")
        var challenge = try connection.line()
        while challenge.hasPrefix("* ") { challenge = try connection.line() }
        guard challenge.hasPrefix("+ ") else { return LoginAnswer(reply: String(challenge.dropFirst(2))) }
        let program = """
            import base64, hmac, sys
            user, password, challenge = [line.encode() for line in sys.stdin.read().split("\\n")]
            digest = hmac.new(password, base64.b64decode(challenge), "md5").hexdigest().encode()
            print(base64.b64encode(user + b" " + digest).decode())
            """
        let response = try ChildProcess.run(
            ["python3", "-c", program], input: "\(user)\n\(password)\n\(challenge.dropFirst(2))")
        try connection.send((response.lines.first ?? "*") + "\r\n")
        return try answer()
    }
}
