import Foundation
import Glibc
import Synchronization
import Testing

extension EndToEnd {
    /// vmail-dictd on a socket that its service manager made and keeps (sd_listen_fds(3)).
    @Suite struct SocketActivationTests {
        private static let variables = ["LISTEN_PID=$$", "LISTEN_FDS=1"]

        private static func inode(_ path: String) -> ino_t? {
            var status = stat()
            return lstat(path, &status) == 0 ? status.st_ino : nil
        }

        @Test func theSocketOutlivesItsServers() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let passed = try UnixSocket(listeningAt: place.folder + "/passed.sock")
            chmod(passed.path, 0o604)
            let inode = Self.inode(passed.path)
            for _ in 1...2 {
                // Both come before there is a server, and one leaves.
                let client = try Connection(socketPath: passed.path, dict: "userdb")
                try client.send("Lshared/userdb/u@d.example\tx\n")
                _ = try Connection(socketPath: passed.path, dict: "userdb")
                let server = try place.start(variables: Self.variables, passing: passed.descriptor)
                defer { server.stop() }
                #expect(try client.line().hasPrefix("O"))
                #expect(server.logText().contains("listening on \(passed.path), for the accounts"))
                #expect(server.stop() == 0)
            }
            var status = stat()
            #expect(lstat(passed.path, &status) == 0)
            #expect(status.st_ino == inode && status.st_mode & 0o777 == 0o604)
            #expect(Self.inode(place.socket) == nil)
        }

        /// Said by one thread to others.
        private final class Flag: Sendable {
            private let value = Atomic(false)
            var isSet: Bool { value.load(ordering: .relaxed) }
            func set() { value.store(true, ordering: .relaxed) }
        }

        private typealias Result = (answered: Int, connections: Int, faults: [String])

        private final class Results: Sendable {
            private let results = Mutex<[Result]>([])
            var all: [Result] { results.withLock { $0 } }
            func add(_ result: Result) { results.withLock { $0.append(result) } }
        }

        /// Asks on one connection after the other, and counts the answers.
        private static func converse(_ path: String, until isOver: Flag) -> Result {
            var (answered, connections) = (0, 0)
            var faults: [String] = []
            while !isOver.isSet {
                guard let client = try? Connection(socketPath: path) else {
                    faults.append("no connection")
                    continue
                }
                connections += 1
                guard (try? client.send("H3\t2\t0\t\tuserdb\n")) != nil else { continue }
                for _ in 1...Int.random(in: 1...50) {
                    guard (try? client.send("Lshared/userdb/u@d.example\tx\n")) != nil else { break }
                    guard let reply = try? client.line(), reply.hasPrefix("O") else {
                        faults.append("no reply to look-up \(answered)")
                        break
                    }
                    answered += 1
                }
            }
            return (answered, connections, faults)
        }

        /// Clients that never pause, while servers come and go: each connection is accepted, and each look-up that could be sent is
        /// answered. What could not be sent is sent again on another connection, as Dovecot does.
        @Test func aRestartLosesNoConnectionAndNoLookup() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let passed = try UnixSocket(listeningAt: place.folder + "/passed.sock")
            let path = passed.path
            let isOver = Flag()
            let results = Results()
            let clients = DispatchGroup()
            for _ in 1...4 {
                clients.enter()
                // Threads, as they wait; there are no more tasks than cores.
                Thread.detachNewThread {
                    results.add(Self.converse(path, until: isOver))
                    clients.leave()
                }
            }
            for _ in 1...8 {
                let server = try place.start(variables: Self.variables, passing: passed.descriptor)
                let mine = try Connection(socketPath: path, dict: "userdb")
                #expect(try mine.lookUp("userdb", "u@d.example").hasPrefix("O"))
                usleep(100_000)
                #expect(server.stop() == 0)
            }
            let last = try place.start(variables: Self.variables, passing: passed.descriptor)
            isOver.set()
            clients.wait()
            for (answered, connections, faults) in results.all {
                #expect(faults == [])
                #expect(answered > 20 && connections > 8)
            }
            #expect(last.stop() == 0)
        }

        @Test func settingsOfTheSocketAreTheServiceManagers() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let passed = try UnixSocket(listeningAt: place.folder + "/passed.sock")
            let server = try place.start(variables: Self.variables, passing: passed.descriptor)
            defer { server.stop() }
            let client = try Connection(socketPath: passed.path, dict: "userdb")
            #expect(try client.lookUp("userdb", "u@d.example").contains(#""gid":"800""#))
            try place.configure("gid = 801\n")
            server.signal(SIGHUP)
            try eventually("the settings are read") {
                try client.lookUp("userdb", "u@d.example").contains(#""gid":"801""#)
            }
            #expect(!server.logText().contains("warning"))
            let other = place.folder + "/other.sock"
            try place.configure("socket = \(other)\nsocket_mode = 0666\ngid = 802\n")
            server.signal(SIGHUP)
            try eventually("the settings are read") {
                try client.lookUp("userdb", "u@d.example").contains(#""gid":"802""#)
            }
            try eventually("what cannot be changed is named") {
                server.logText().contains("warning: socket and socket_mode are not used: ")
            }
            #expect(Self.inode(other) == nil)
        }

        @Test func whatCannotBeServedIsNamed() throws {
            let place = try LoneServer()
            defer { place.remove() }
            func errors(_ variables: [String], _ descriptor: String) throws -> String {
                let words = place.command(variables: variables).map { "'\($0)'" }.joined(separator: " ")
                let result = try ChildProcess.run([
                    "sh", "-c", "\(words.replacing("'sh'", with: "exec sh")) \(descriptor)",
                ])
                #expect(result.status == 1)
                #expect(result.errors.count(where: { $0 == "\n" }) == 1)
                return result.errors
            }
            let fault = "vmail-dictd: error: "
            #expect(
                try errors(["LISTEN_PID=$$", "LISTEN_FDS=2"], "3</dev/null").hasPrefix(
                    fault + "the service manager passed \"2\""))
            for descriptor in ["3</dev/null", "3<&-"] {
                #expect(
                    try errors(Self.variables, descriptor).hasPrefix(fault + "descriptor 3, which the service manager"))
            }
            #expect(Self.inode(place.socket) == nil)
        }

        @Test func aSocketForAnotherProcessIsNotServed() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening(variables: ["LISTEN_PID=1", "LISTEN_FDS=1"])
            #expect(server.stop() == 0)
            #expect(Self.inode(place.socket) == nil)
        }

        /// systemd's own, without systemd: it starts the server when the first client comes.
        @Test func systemdSocketActivate() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let path = place.folder + "/passed.sock"
            let server = try Daemon(
                ["systemd-socket-activate", "-l", path] + place.command(), folder: place.folder, name: "activated")
            defer { server.stop() }
            try eventually("it listens") { Self.inode(path) != nil }
            let client = try Connection(socketPath: path, dict: "passdb")
            #expect(try client.lookUp("passdb", "u@d.example").hasPrefix(#"O{"user":"u@d.example""#))
            #expect(server.logText().contains("vmail-dictd: listening on \(path), for the accounts"))
            #expect(server.stop() == 0)
            #expect(Self.inode(path) != nil)
        }
    }
}
