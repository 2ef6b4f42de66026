@testable import PostgresAccountStore

/// A conversation without a server: a test is the server, the network and the clock.
struct Talk {
    private struct Question: ServerRequest {
        let statementName: String
        let text: String
    }

    private var conversation: Conversation<Question, String>
    private var now = ContinuousClock.now

    /// A conversation with that many servers, which begins to connect the first; `busy_timeout` is 5.
    init(servers: Int) {
        conversation = Conversation(
            timing: ConversationTiming(busyTimeout: 5), setup: Question(statementName: "setup", text: ""), now: now)
        conversation.servers = (0..<servers).map { "s\($0)" }
    }

    /// A conversation with a server that has answered a question.
    static func serving(servers: Int) -> Talk {
        var talk = Talk(servers: servers)
        talk.connected()
        talk.ask("first")
        talk.received("setup", isPrepared: true)
        talk.received("rows", isPrepared: true)
        _ = talk.done()
        return talk
    }

    mutating func ask(_ text: String, statement: String = "q") {
        conversation.ask(Question(statementName: statement, text: text), now: now)
    }

    mutating func connected() { conversation.connected(now: now) }

    mutating func lost(_ message: String) {
        conversation.lost(ServerFailure(cause: .connection, message: message), now: now)
    }

    mutating func received(_ rows: String, isPrepared: Bool = false) {
        conversation.received(.success(rows), isPrepared: isPrepared, now: now)
    }

    mutating func received(error state: String, isPrepared: Bool = false) {
        let failure = ServerFailure(cause: .error(sqlState: state, isFatal: false), message: state)
        conversation.received(.failure(failure), isPrepared: isPrepared, now: now)
    }

    /// Lets time pass.
    mutating func pass(_ duration: Duration) {
        now += duration
        conversation.timePassed(now: now)
    }

    /// How long it would sleep.
    var sleep: Duration? { conversation.wakeUpTime.map { now.duration(to: $0) } }

    /// What it did since the last time, in words.
    mutating func done() -> [String] {
        var lines: [String] = []
        while let action = conversation.nextAction() {
            switch action {
            case .connect(let server): lines.append("connect \(server)")
            case .disconnect: lines.append("disconnect")
            case .send(let question, let name, let isPreparing):
                let text = question.text.isEmpty ? name : "\(name) \(question.text)"
                lines.append((isPreparing ? "prepare and send " : "send ") + text)
            case .answer(let question, .success(let rows)): lines.append("\(question.text): \(rows)")
            case .answer(let question, .failure(let failure)): lines.append("\(question.text): \(failure.message)")
            case .report(.connected(let server, let passedOver)):
                let reasons = passedOver.isEmpty ? "" : "; not to \(passedOver.joined(separator: "; "))"
                lines.append("connected \(server)\(reasons)")
            case .report(.lost(let server, let reason)): lines.append("lost \(server): \(reason)")
            case .report(.unreachable(let reasons)): lines.append("unreachable: \(reasons.joined(separator: "; "))")
            }
        }
        return lines
    }
}
