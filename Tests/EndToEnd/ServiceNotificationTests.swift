import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// What vmail-dictd tells the service manager (sd_notify(3)).
    @Suite struct ServiceNotificationTests {
        @Test(arguments: [false, true]) func eachStepOfItsLife(isAbstract: Bool) throws {
            let place = try LoneServer()
            defer { place.remove() }
            let manager = try UnixSocket(toldAt: (isAbstract ? "@" : "") + place.folder + "/notify")
            let server = try place.start(variables: ["NOTIFY_SOCKET=\(manager.path)"])
            defer { server.stop() }
            let ready = ["READY=1", "STATUS=listening on \(place.socket), for the accounts in \(place.accounts.path)"]
            #expect(manager.message() == ready)
            // Ready is who answers, at once.
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            #expect(try client.lookUp("userdb", "u@d.example").hasPrefix("O"))

            func reload() throws {
                let before = try uptime()
                server.signal(SIGHUP)
                let message = manager.message()
                let reloading = try #require(message)
                #expect(reloading[0] == "RELOADING=1")
                let time = try #require(reloading[1].split(separator: "=").last.flatMap { Double($0) })
                // /proc/uptime has hundredths of a second.
                #expect(reloading[1].hasPrefix("MONOTONIC_USEC=") && time / 1e6 > before - 0.02)
                #expect(manager.message() == ready)
            }
            try reload()
            try place.configure("no_such_setting = 1\n")
            try reload()
            try eventually("the mistake is logged") { server.logText().contains("settings are kept as they were") }
            #expect(try client.lookUp("userdb", "u@d.example").hasPrefix("O"))

            server.signal(SIGTERM)
            #expect(manager.message()?.first == "STOPPING=1")
            #expect(server.stop() == 0)
            #expect(manager.message(within: 0) == nil)
        }

        /// CLOCK_MONOTONIC, but for what a sleep of the machine would make of it.
        private func uptime() throws -> Double {
            let text = try text(ofFile: "/proc/uptime")
            return try #require(text.split(separator: " ").first.flatMap { Double($0) })
        }

        @Test func whoCannotStartIsNotReady() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let manager = try UnixSocket(toldAt: place.folder + "/notify")
            try place.configure("socket = \(place.folder)/none/dict.sock\n")
            let result = try ChildProcess.run(place.command(variables: ["NOTIFY_SOCKET=\(manager.path)"]))
            #expect(result.status == 1)
            #expect(manager.message(within: 0) == nil)
        }

        /// A lease on the database makes who opens it wait (fcntl(2)), as a disk that does not answer would.
        @Test func theWatchdogIsFedUnlessALookupHangs() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let manager = try UnixSocket(toldAt: place.folder + "/notify")
            let server = try place.start(
                variables: ["NOTIFY_SOCKET=\(manager.path)", "WATCHDOG_PID=$$", "WATCHDOG_USEC=40000"])
            defer { server.stop() }
            var told: [String] = []
            while told.count(where: { $0 == "WATCHDOG=1" }) < 5 { told += manager.message() ?? [] }
            #expect(told.contains("READY=1"))
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            #expect(try client.lookUp("userdb", "u@d.example").hasPrefix("O"))

            // The same database, as a file that nobody has open yet.
            let copy = place.folder + "/copy.sqlite"
            try FileManager.default.copyItem(atPath: place.accounts.path, toPath: copy)
            let descriptor = open(copy, O_RDWR | O_CLOEXEC)
            defer { close(descriptor) }
            // Rather than SIGIO, which would end the tests.
            let (setSignal, setLease, getLease): (Int32, Int32, Int32) = (10, 1024, 1025)
            #expect(fcntl(descriptor, setSignal, SIGURG) == 0)
            #expect(fcntl(descriptor, setLease, Int32(F_WRLCK)) == 0)
            #expect(rename(copy, place.accounts.path) == 0)
            try client.send("Lshared/userdb/u@d.example\tx\n")
            try eventually("the look-up hangs") { fcntl(descriptor, getLease) != Int32(F_WRLCK) }

            // What was on its way, and then nothing, for many times the interval.
            while manager.message(within: 0) != nil {}
            _ = manager.message(within: 0.1)
            #expect(manager.message(within: 0.4) == nil)

            #expect(fcntl(descriptor, setLease, Int32(F_UNLCK)) == 0)
            #expect(try client.line().hasPrefix("O"))
            #expect(manager.message() == ["WATCHDOG=1"])
        }

        /// A lock that somebody else holds is no reason to be restarted.
        @Test func theWatchdogIsFedWhileALookupWaitsForALock() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let manager = try UnixSocket(toldAt: place.folder + "/notify")
            let server = try place.start(variables: ["NOTIFY_SOCKET=\(manager.path)", "WATCHDOG_USEC=40000"])
            defer { server.stop() }
            try eventually("vmail-dictd listens") { (try? Connection(socketPath: place.socket)) != nil }
            let client = try Connection(socketPath: place.socket, dict: "userdb")
            try place.accounts.whileLocked {
                try client.send("Lshared/userdb/u@d.example\tx\n")
                while manager.message(within: 0) != nil {}
                for _ in 1...5 { #expect(manager.message() == ["WATCHDOG=1"]) }
            }
            #expect(try client.line().hasPrefix("O"))
        }
    }
}
