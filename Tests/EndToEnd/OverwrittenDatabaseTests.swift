import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `cp` over the database of a busy server: the file is empty for a moment, and half written for another.
    @Suite struct OverwrittenDatabaseTests {
        private static let accounts = """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address;
            """

        /// The first letters of the replies to look-ups of accounts that exist, until the connection ends or `deadline`.
        private static func lookUp(_ socket: String, until deadline: Date) -> Set<Character> {
            var letters: Set<Character> = []
            while Date() < deadline {
                guard let connection = try? Connection(socketPath: socket),
                    (try? connection.send("H3\t2\t0\t\tuserdb\n")) != nil
                else { continue }
                while Date() < deadline {
                    // One at a time, and many that share a read of the database.
                    let commands = (0..<[1, 100][Int.random(in: 0...1)]).map { _ in
                        "Lshared/userdb/u\(Int.random(in: 1...2000))@d.example\tu\n"
                    }
                    guard (try? connection.send(commands.joined())) != nil else { break }
                    let replies = commands.prefix { _ in
                        guard let letter = (try? connection.line())?.first else { return false }
                        letters.insert(letter)
                        return true
                    }
                    guard replies.count == commands.count else { break }
                }
            }
            return letters
        }

        @Test func neverMakesAnAccountUnknownAndTheServerGoesOn() async throws {
            let folder = try temporaryFolder(prefix: "vmail-e2e-overwritten.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let accounts = try AccountFile(path: folder + "/mail.sqlite", Self.accounts)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: accounts.path))
            let socket = folder + "/dict.sock"
            let server = try Daemon(
                ["\(Repository.programs)/vmail-dictd", "--database", accounts.path, "--socket", socket], folder: folder,
                name: "vmail-dictd")
            defer { server.stop() }
            try eventually("vmail-dictd listens") { (try? Connection(socketPath: socket)) != nil }

            let deadline = Date(timeIntervalSinceNow: 5)
            let clients = (1...3).map { _ in Task.detached { Self.lookUp(socket, until: deadline) } }
            while Date() < deadline {
                // As cp does: cut short, then written.
                let descriptor = open(accounts.path, O_WRONLY | O_TRUNC)
                _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                close(descriptor)
                usleep(10_000)
            }
            var letters: Set<Character> = []
            for client in clients { letters.formUnion(await client.value) }
            #expect(letters.contains("O"))
            #expect(letters.isSubset(of: ["O", "F"]), "\(letters)")

            // The same process, with the same name, on the same socket.
            try eventually("vmail-dictd answers") {
                let connection = try? Connection(socketPath: socket)
                try? connection?.send("H3\t2\t0\t\tuserdb\nLshared/userdb/u1@d.example\tu\n")
                return (try? connection?.line())?.hasPrefix("O{") == true
            }
            let name = try String(contentsOfFile: "/proc/\(server.pid)/comm", encoding: .utf8)
            #expect(name == "vmail-dictd\n")
            #expect(server.stop() == 0)
        }
    }
}
