import Foundation
import Synchronization
import Testing

extension EndToEnd {
    /// However busy the server is, and however many questions share a read of the database: who asks after a commit sees it.
    @Suite struct FreshAnswerTests {
        private static let accounts = """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1);
            INSERT INTO VMailbox (vmNum) VALUES (1);
            """
        private static let question = "Lshared/deny/u@d.example\tu\n"

        @Test(arguments: ["DELETE", "WAL"]) func aCommitIsSeenByTheNextQuestion(journalMode: String) throws {
            let folder = try temporaryFolder(prefix: "vmail-e2e-fresh.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let accounts = try AccountFile(
                path: folder + "/mail.sqlite", "PRAGMA journal_mode = \(journalMode);" + Self.accounts)
            let socket = folder + "/dict.sock"
            let server = try Daemon(
                ["\(Repository.programs)/vmail-dictd", "--database", accounts.path, "--socket", socket], folder: folder,
                name: "vmail-dictd")
            defer { server.stop() }
            try eventually("vmail-dictd listens") { (try? Connection(socketPath: socket)) != nil }

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
                    Self.ask(socket, until: isOver)
                    crowd.leave()
                }
            }
            // One for each event loop, as connections go to them in turn.
            let connections = try (1...4).map { _ in try Connection(socketPath: socket) }
            for connection in connections { try connection.send("H3\t2\t0\t\tdeny\n") }
            for active in (1...150).map({ $0 % 2 == 0 ? 1 : -1 }) {
                try accounts.execute("UPDATE Address SET active = \(active)")
                for connection in connections {
                    try connection.send(Self.question)
                    #expect(try connection.line().first == (active == -1 ? "O" : "N"))
                }
            }
        }

        /// Asks, forty questions at a time, and records an issue if they are not answered.
        private static func ask(_ socket: String, until isOver: borrowing Atomic<Bool>) {
            do {
                let connection = try Connection(socketPath: socket)
                try connection.send("H3\t2\t0\t\tdeny\n")
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
