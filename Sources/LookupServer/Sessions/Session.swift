import Logging

/// A conversation of one protocol with one client, as a value: bytes in, actions out. It knows no channel, and waits for nothing.
///
/// ``SessionHandler`` does what the actions say, for every protocol. To serve another protocol, write a session and its ``LookupQuestion``,
/// and add an ``Endpoint``.
protocol Session {
    /// Takes what the client sent.
    mutating func receive(_ bytes: UnsafeRawBufferPointer)

    /// Whether bytes are left that may be further commands.
    var hasUnreadBytes: Bool { get }

    /// What the client's next command asks for; nil until the client has sent more.
    mutating func nextAction() -> SessionAction?
}

/// What one command makes the server do. Replies are sent in the order of the commands.
enum SessionAction {
    /// Nothing: the command has no reply.
    case none
    /// Ask the question, and reply with its answer.
    case ask(any LookupQuestion)
    /// Refuse the command: send `reply` and log the notice.
    case refuse(reply: [UInt8], Notice)
    /// Log the notice, answer what was asked before, and close the connection. Dovecot and Postfix treat that as a temporary failure.
    case end(Notice)
}

/// A line for the log that a client can cause again and again.
struct Notice: Equatable {
    var level = Logger.Level.warning
    /// What the line has in common with its repetitions: of several lines of a kind, one is logged at once and the others are counted.
    let kind: String
    /// The line.
    let text: String
}
