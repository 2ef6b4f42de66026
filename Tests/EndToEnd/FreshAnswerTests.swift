import Foundation
import Synchronization
import Testing

extension EndToEnd {
    /// However busy the server is, and however many questions share a read of the database: who asks after a commit sees it.
    @Suite struct FreshAnswerTests {
        private static let question = "Lshared/deny/u@d.example\tu\n"

        @Test(arguments: ["DELETE", "WAL"]) func aCommitIsSeenByTheNextQuestion(journalMode: String) throws {
            let lone = try LoneServer()
            defer { lone.remove() }
            try lone.accounts.execute("PRAGMA journal_mode = \(journalMode)")
            let server = try lone.startListening()
            defer { server.stop() }

            // Threads of their own: they wait in system calls, and those of Swift's pool are few.
            let isOver = Atomic(false)
            let crowd = DispatchGroup()
            defer {
                isOver.store(true, ordering: .relaxed)
                crowd.wait()
            }
            for _ in 1...6 {
                crowd.enter()
                Thread.detachNewThread {
                    Self.ask(lone.socket, until: isOver)
                    crowd.leave()
                }
            }
            // So that each event loop has one, most likely.
            let connections = try (1...4).map { _ in try Connection(socketPath: lone.socket, dict: "deny") }
            for active in (1...150).map({ $0 % 2 == 0 ? 1 : -1 }) {
                try lone.accounts.execute("UPDATE Address SET active = \(active)")
                for connection in connections {
                    try connection.send(Self.question)
                    #expect(try connection.line().first == (active == -1 ? "O" : "N"))
                }
            }
        }

        /// Asks, forty questions at a time, and records an issue if they are not answered.
        private static func ask(_ socket: String, until isOver: borrowing Atomic<Bool>) {
            do {
                let connection = try Connection(socketPath: socket, dict: "deny")
                while !isOver.load(ordering: .relaxed) {
                    try connection.send(String(repeating: question, count: 40))
                    for _ in 0..<40 { _ = try connection.line() }
                }
            } catch {
                Issue.record(error)
            }
        }
    }
}
