import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// What vmail-dictd logs, and where.
    @Suite struct ServerLogTests {
        private static func lines(_ server: Daemon) -> [String] {
            server.logText().split(separator: "\n").map(String.init)
        }

        /// One line for the start, a reload, and the end; none for look-ups.
        @Test func aLifeWithoutErrors() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening()
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            for user in ["u@d.example", "nobody@d.example"] { _ = try client.lookUp("userdb", user) }
            server.signal(SIGHUP)
            try eventually("the settings are read") { Self.lines(server).count == 2 }
            #expect(server.stop() == 0)
            let serving = "listening on \(place.socket), for the accounts in \(place.accounts.path)"
            #expect(
                Self.lines(server) == [
                    "vmail-dictd: \(serving)", "vmail-dictd: settings are read again; \(serving)",
                    "vmail-dictd: stopping",
                ])
        }

        /// Standard error is a file here; its device and inode are what tells the journal from others.
        @Test(arguments: [true, false]) func forTheJournalEachLineHasItsPriority(isJournal: Bool) throws {
            let place = try LoneServer()
            defer { place.remove() }
            let log = place.folder + "/vmail-dictd.log"
            #expect(FileManager.default.createFile(atPath: log, contents: nil))
            var status = stat()
            #expect(stat(log, &status) == 0)
            let stream = "JOURNAL_STREAM=\(status.st_dev):\(isJournal ? status.st_ino : status.st_ino + 1)"
            let server = try place.startListening(variables: [stream], options: ["--verbose"])
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            _ = try client.lookUp("userdb", "u@d.example")
            _ = try client.lookUp("passdb", "u@d.example")
            try FileManager.default.moveItem(atPath: place.accounts.path, toPath: place.folder + "/aside")
            _ = try client.lookUp("userdb", "u@d.example")
            server.stop()
            let (notice, debug, warning, error) =
                isJournal
                ? ("<5>", "<7>debug: ", "<4>warning: ", "<3>error: ")
                : ("vmail-dictd: ", "vmail-dictd: debug: ", "vmail-dictd: warning: ", "vmail-dictd: error: ")
            let beginnings = [
                notice + "listening on", debug + "userdb u@d.example: found", warning + "userdb has no",
                debug + "userdb u@d.example: temporary failure", error + "userdb u@d.example: database ",
                notice + "stopping",
            ]
            #expect(Self.lines(server).count == beginnings.count)
            for (line, beginning) in zip(Self.lines(server), beginnings) { #expect(line.hasPrefix(beginning)) }
        }

        /// While the database is away: a line at once, and then a number.
        @Test func anOutageIsTwoLines() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening()
            let clients = try (0..<4).map { _ in try Connection(socketPath: place.socket, dict: "userdb") }
            try FileManager.default.moveItem(atPath: place.accounts.path, toPath: place.folder + "/aside")
            for number in 1...250 {
                for client in clients { #expect(try client.lookUp("userdb", "u\(number)@d.example").hasPrefix("F")) }
            }
            #expect(Self.lines(server).count { $0.contains("error: userdb u") } == 1)
            try eventually("the number is logged") { Self.lines(server).contains { $0.contains("(repeats: 999)") } }
            #expect(server.stop() == 0)
            #expect(Self.lines(server).count { $0.contains("error: ") } == 2)
        }

        @Test func aLogThatNobodyReadsStopsNobody() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let fifo = place.folder + "/log"
            #expect(mkfifo(fifo, 0o600) == 0)
            let reader = open(fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC)
            defer { close(reader) }
            let server = try Daemon(
                ["sh", "-c", #"exec "$@" 2>"$0""#, fifo] + place.command(options: ["--verbose"]),
                folder: place.folder, name: "vmail-dictd")
            defer { server.stop() }
            try eventually("vmail-dictd listens") { (try? Connection(socketPath: place.socket)) != nil }
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            for _ in 1...5_000 { #expect(try client.lookUp("userdb", "u@d.example").hasPrefix("O")) }
            // Read until it is empty, the next line says what is missing.
            var log: [UInt8] = []
            func readLog() {
                var bytes = [UInt8](repeating: 0, count: 1 << 20)
                while case let count = read(reader, &bytes, bytes.count), count > 0 { log += bytes[..<count] }
            }
            readLog()
            _ = try client.lookUp("userdb", "u@d.example")
            try eventually("the loss is logged") {
                readLog()
                return String(decoding: log, as: UTF8.self).contains(" lines of the log were lost: ")
            }
            #expect(server.stop() == 0)
        }

        /// A bare name could be blocked under a domain that the server does not know.
        @Test func denyOfABareNameNeedsMyhostname() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening()
            func answer(_ dict: String) throws -> String {
                try Connection(socketPath: place.socket, dict: dict).lookUp(dict, "off")
            }
            let reason = "deny off: the login name has no domain; set myhostname in /etc/vmail-auth.conf"
            #expect(try answer("deny") == "F" + reason)
            #expect(Self.lines(server).last == "vmail-dictd: error: " + reason)
            // Other passdbs and userdbs may know the name.
            #expect(try answer("passdb") == "N" && answer("userdb") == "N")
            try place.configure("myhostname = d.example\n")
            server.signal(SIGHUP)
            try eventually("the setting is read") { try answer("deny") == #"O{"nopassword":"y"}"# }
            #expect(server.stop() == 0)
        }

        @Test(arguments: ["--verbose", "-v"]) func eachLookupIsALineIfItIsAskedFor(option: String) throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening(options: [option])
            let expected = [
                ("userdb", "u@d.example", "found"), ("userdb", "off@d.example", "found"),
                ("passdb", "u@d.example", "found"), ("passdb", "off@d.example", "denied"),
                ("passdb", "nobody@d.example", "unknown"), ("deny", "u@d.example", "unknown"),
                ("deny", "off@d.example", "found"),
            ]
            for (dict, user, _) in expected {
                _ = try Connection(socketPath: place.socket, dict: dict).lookUp(dict, user)
            }
            #expect(server.stop() == 0)
            let lookups = Self.lines(server).filter { $0.contains("debug: ") && $0.hasSuffix(" µs") }
            #expect(lookups.count == expected.count)
            for (line, (dict, user, result)) in zip(lookups, expected) {
                #expect(line.hasPrefix("vmail-dictd: debug: \(dict) \(user): \(result) in "))
            }
            #expect(!server.logText().contains("hunter2") && !server.logText().contains("PLAIN"))
        }

        @Test func countersAtUSR1() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            // Of as many clients as there may be event loops, and more.
            let clients = try (0..<20).map { _ in try Connection(socketPath: place.socket, dict: "passdb") }
            for client in clients {
                for user in ["u@d.example", "off@d.example", "nobody@d.example"] {
                    _ = try client.lookUp("passdb", user)
                }
            }
            let lister = try Connection(socketPath: place.socket, dict: "userdb")
            try lister.send("I0\t0\tshared/userdb/\tx\n")
            while try !lister.line().isEmpty {}
            try FileManager.default.moveItem(atPath: place.accounts.path, toPath: place.folder + "/aside")
            #expect(try lister.lookUp("userdb", "u@d.example").hasPrefix("F"))
            for round in 1...2 {
                server.signal(SIGUSR1)
                try eventually("the counters are there") {
                    Self.lines(server).count { $0.contains("time of a look-up") } == round
                }
            }
            let counters = Self.lines(server)
                .filter { !$0.contains("error") && !$0.contains("the login is denied") }.dropFirst().prefix(6).map {
                    $0
                }
            // Another connection, of startListening, came and went.
            #expect(counters[0].hasSuffix(" s since the start: 22 connections, 21 of them now; lists: 1"))
            #expect(counters[0].hasPrefix("vmail-dictd: in "))
            #expect(
                counters[1...4] == [
                    "vmail-dictd: look-ups in userdb: 0 found, 0 unknown, 0 denied, 1 temporary failure",
                    "vmail-dictd: look-ups in passdb: 20 found, 20 unknown, 20 denied, 0 temporary failure",
                    "vmail-dictd: look-ups in deny: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                    "vmail-dictd: look-ups in postfix: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                ])
            let times = counters[5].split(separator: " ").compactMap { Double($0) }
            #expect(times.count == 4 && times == times.sorted() && times[0] > 0, "\(counters[5])")
            #expect(server.stop() == 0)
        }
    }
}
