import Foundation
import Synchronization

/// Clients that look up a user who exists and one who does not, again and again, and keep what they are told.
final class LookupLoad: Sendable {
    /// What they were told.
    struct Answers {
        /// Replies by user and first letter: `u O`, `u F`, `nobody N`.
        var counts: [String: Int] = [:]
        var failures: Set<String> = []
        var slowest = 0.0

        func count(_ kind: String) -> Int { counts[kind, default: 0] }

        /// Whether nobody was told anything wrong: a failure is no answer about a user.
        var areRight: Bool {
            Set(counts.keys).isSubset(of: ["u O", "u F", "nobody N", "nobody F"])
        }
    }

    private let isOver = Atomic(false)
    private let answers = Mutex(Answers())
    private let clients = DispatchGroup()

    init(_ socket: String, clients count: Int = 4) {
        for _ in 1...count {
            clients.enter()
            Thread.detachNewThread {
                self.ask(socket)
                self.clients.leave()
            }
        }
    }

    /// What they were told until now, which is then forgotten.
    func take() -> Answers {
        answers.withLock { answers in
            defer { answers = Answers() }
            return answers
        }
    }

    /// Waits until each kind of answer has come this many times since the last ``take()``.
    func await(_ kinds: String..., times: Int = 50) throws {
        try eventually("\(kinds) came") {
            answers.withLock { answers in kinds.allSatisfy { answers.count($0) >= times } }
        }
    }

    /// Ends the clients, and returns what they were told since the last ``take()``.
    func end() -> Answers {
        isOver.store(true, ordering: .relaxed)
        clients.wait()
        return take()
    }

    private func ask(_ socket: String) {
        do {
            let connection = try Connection(socketPath: socket, dict: "userdb")
            while !isOver.load(ordering: .relaxed) {
                let start = Date()
                for user in ["u", "nobody"] { try connection.send("Lshared/userdb/\(user)@d.example\tx\n") }
                for user in ["u", "nobody"] {
                    let reply = try connection.line()
                    answers.withLock { answers in
                        answers.counts["\(user) \(reply.prefix(1))", default: 0] += 1
                        if reply.hasPrefix("F") { answers.failures.insert(reply) }
                        answers.slowest = max(answers.slowest, -start.timeIntervalSinceNow)
                    }
                }
            }
        } catch {
            answers.withLock { $0.counts["\(error)", default: 0] += 1 }
        }
    }
}
