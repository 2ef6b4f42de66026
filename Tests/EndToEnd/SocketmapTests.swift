import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// vmail-dictd as Postfix sees it: socketmap, on a socket beside Dovecot's.
    @Suite struct SocketmapTests {
        /// A server with both sockets, and `settings` besides.
        private static func serving(
            _ settings: String = "", options: [String] = [], _ body: (LoneServer, Daemon) throws -> Void
        ) throws {
            let place = try LoneServer()
            defer { place.remove() }
            try place.configure("postfix_socket = \(place.postfixSocket)\n" + settings)
            let server = try place.startListening(options: options)
            defer { server.stop() }
            try waitForPostfixSocket(of: place)
            try body(place, server)
        }

        private static func waitForPostfixSocket(of place: LoneServer) throws {
            try eventually("Postfix's socket is there") { mode(of: place.postfixSocket) != nil }
        }

        private static func expectClosed(_ client: Connection) {
            let error = #expect(throws: ConnectionError.self) { try client.netstring() }
            #expect(error?.description == "closed by the server")
        }

        private static func mode(of path: String) -> mode_t? {
            var status = stat()
            return lstat(path, &status) == 0 ? status.st_mode & 0o777 : nil
        }

        @Test func whatPostfixIsTold() throws {
            try Self.serving { place, server in
                let client = try Connection(socketPath: place.postfixSocket)
                for (map, key, isFound) in [
                    ("mydestination", "d.example", false), ("virtual_mailbox_domains", "d.example", true),
                    ("virtual_mailbox_domains", "e.example", false), ("virtual_mailbox_maps", "u@d.example", true),
                    ("virtual_mailbox_maps", "U+x@D.example", true),
                    ("virtual_mailbox_maps", "nobody@d.example", false),
                    ("virtual_mailbox_maps", "nobody\u{0}@d.example", false), ("transport_maps", "*", false),
                ] {
                    let reply = try client.ask(map, key)
                    #expect(
                        isFound ? reply.hasPrefix("OK ") && reply != "OK " : reply == "NOTFOUND ",
                        "\(map) \(key): \(reply)")
                }
                #expect(try client.ask("smtpd_sender_login_maps", "u@d.example") == "OK u@d.example")
                let dovecot = try Connection(socketPath: place.socket, dict: "userdb")
                #expect(try dovecot.lookUp("userdb", "u@d.example").hasPrefix("O"))
                #expect(!server.logText().contains("error"))
            }
        }

        /// The others' answers come before the lock goes: else the first one would be TEMP by then.
        @Test func aLockKeepsNobodyElseWaiting() throws {
            try Self.serving("busy_timeout = 60\n") { place, _ in
                let waiting = try (0..<4).map { _ in try Connection(socketPath: place.postfixSocket) }
                try place.accounts.whileLocked { () throws in
                    for client in waiting { try client.sendRequest("virtual_mailbox_maps", "u@d.example") }
                    for _ in 1...8 {
                        let other = try Connection(socketPath: place.postfixSocket)
                        #expect(try other.ask("nomap", "x").hasPrefix("PERM "))
                    }
                }
                for client in waiting { #expect(try client.netstring().hasPrefix("OK ")) }
            }
        }

        @Test func aLockThatStaysIsTEMP() throws {
            try Self.serving("busy_timeout = 1\n") { place, server in
                let client = try Connection(socketPath: place.postfixSocket)
                let reason =
                    "virtual_mailbox_maps u@d.example: database \(place.accounts.path): is locked by another program"
                try place.accounts.whileLocked { () throws in
                    #expect(try client.ask("virtual_mailbox_maps", "u@d.example") == "TEMP " + reason)
                }
                #expect(server.logText().contains("vmail-dictd: error: " + reason))
                #expect(try client.ask("virtual_mailbox_maps", "u@d.example").hasPrefix("OK "))
            }
        }

        /// Nor is anything else that cannot be told NOTFOUND, not even a name that nobody has.
        @Test(arguments: [DatabaseFault.missing, .notADatabase, .empty, .withoutTables, .damaged, .cut])
        func aDatabaseThatCannotBeReadIsTEMP(_ fault: DatabaseFault) throws {
            try Self.serving { place, _ in
                let client = try Connection(socketPath: place.postfixSocket)
                let questions = [
                    ("mydestination", "d.example"), ("virtual_mailbox_domains", "d.example"),
                    ("virtual_mailbox_maps", "u@d.example"), ("virtual_mailbox_maps", "nobody@d.example"),
                    ("virtual_alias_maps", "u@d.example"), ("smtpd_sender_login_maps", "u@d.example"),
                ]
                try fault.during(place.accounts) { () throws in
                    for (map, key) in questions {
                        let reply = try client.ask(map, key)
                        #expect(reply.hasPrefix("TEMP \(map) \(key): database \(place.accounts.path): "), "\(reply)")
                    }
                }
                #expect(try client.ask("virtual_mailbox_maps", "u@d.example").hasPrefix("OK "))
            }
        }

        @Test func anUnknownMapIsPERMAndAnError() throws {
            try Self.serving { place, server in
                let client = try Connection(socketPath: place.postfixSocket)
                for _ in 1...3 {
                    let reply = try client.ask("virtual_mailboxes", "u@d.example")
                    #expect(
                        reply.hasPrefix(
                            "PERM there is no map \"virtual_mailboxes\"; correct its name in main.cf to one of "))
                }
                #expect(
                    server.logText().contains("vmail-dictd: error: Postfix: there is no map \"virtual_mailboxes\"; "))
            }
        }

        @Test(arguments: ["4294967296:", "65537:", "H3\t2\t0\t\tuserdb\n", "3:a bx", "3:abc,"])
        func whatIsNoRequestEndsTheConnection(bytes: String) throws {
            try Self.serving { place, server in
                let other = try Connection(socketPath: place.postfixSocket)
                let client = try Connection(socketPath: place.postfixSocket)
                try client.sendRequest("nomap", "x")
                try client.send(bytes)
                #expect(try client.netstring().hasPrefix("PERM "))
                Self.expectClosed(client)
                #expect(try other.ask("nomap", "x").hasPrefix("PERM "))
                #expect(server.logText().contains("warning: a client of Postfix's socket sent "))
            }
        }

        @Test func reloadsMakeMoveAndRemoveTheSocket() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            let other = place.folder + "/other.sock"
            func reload(_ settings: String, serving paths: [String]) throws {
                try place.configure(settings)
                server.signal(SIGHUP)
                let status =
                    "settings are read again; listening on \(paths.joined(separator: " and ")), for the accounts"
                try eventually("it serves \(paths)") {
                    server.logText().split(separator: "\n").last?.contains(status) == true
                }
            }
            #expect(Self.mode(of: place.postfixSocket) == nil)
            try reload("postfix_socket = \(place.postfixSocket)\n", serving: [place.socket, place.postfixSocket])
            #expect(Self.mode(of: place.postfixSocket) == 0o660)
            let client = try Connection(socketPath: place.postfixSocket)
            #expect(try client.ask("nomap", "x").hasPrefix("PERM "))

            try reload(
                "postfix_socket = \(other)\npostfix_socket_mode = 0606\n", serving: [place.socket, other])
            #expect(Self.mode(of: place.postfixSocket) == nil && Self.mode(of: other) == 0o606)
            Self.expectClosed(client)
            let moved = try Connection(socketPath: other)
            #expect(try moved.ask("nomap", "x").hasPrefix("PERM "))

            // A mistake changes nothing.
            try place.configure("postfix_socket = \(place.folder)/none/x\n")
            server.signal(SIGHUP)
            try eventually("the mistake is named") { server.logText().contains("settings are kept as they were: ") }
            #expect(try moved.ask("nomap", "x").hasPrefix("PERM "))

            try reload("", serving: [place.socket])
            #expect(Self.mode(of: other) == nil)
            Self.expectClosed(moved)
            let dovecot = try Connection(socketPath: place.socket, dict: "userdb")
            #expect(try dovecot.lookUp("userdb", "u@d.example").hasPrefix("O"))
        }

        @Test func theOptionIsTheSocket() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let server = try place.startListening(options: ["--postfix-socket", place.postfixSocket])
            defer { server.stop() }
            try Self.waitForPostfixSocket(of: place)
            try eventually("both sockets are named") {
                server.logText().contains(
                    "listening on \(place.socket) and \(place.postfixSocket), for the accounts")
            }
            #expect(try Connection(socketPath: place.postfixSocket).ask("nomap", "x").hasPrefix("PERM "))
        }

        @Test func lookupsAreLoggedAndCountedTogether() throws {
            try Self.serving(options: ["--verbose"]) { place, server in
                let client = try Connection(socketPath: place.postfixSocket)
                try DatabaseFault.missing.during(place.accounts) { () throws in
                    for map in ["mydestination", "virtual_mailbox_maps"] {
                        #expect(try client.ask(map, "u@d.example").hasPrefix("TEMP "))
                    }
                }
                server.signal(SIGUSR1)
                try eventually("the counters are there") {
                    server.logText().contains(
                        "look-ups in postfix: 0 found, 0 unknown, 0 denied, 2 temporary failure\n")
                }
                #expect(server.logText().contains("debug: virtual_mailbox_maps u@d.example: temporary failure in "))
            }
        }

        /// What was asked is answered, and then both sockets are gone.
        @Test func theEndAnswersWhatWasAsked() throws {
            try Self.serving("busy_timeout = 60\n") { place, server in
                let (idle, asking) = (
                    try Connection(socketPath: place.postfixSocket), try Connection(socketPath: place.postfixSocket)
                )
                #expect(try idle.ask("nomap", "x").hasPrefix("PERM "))
                try place.accounts.whileLocked { () throws in
                    try asking.sendRequest("virtual_mailbox_maps", "u@d.example")
                    server.signal(SIGTERM)
                    Self.expectClosed(idle)
                }
                #expect(try asking.netstring().hasPrefix("OK "))
                Self.expectClosed(asking)
                #expect(server.stop() == 0)
                #expect(Self.mode(of: place.socket) == nil && Self.mode(of: place.postfixSocket) == nil)
            }
        }

        /// systemd's own passing of descriptors, with and without Dovecot's, in each order.
        @Test(arguments: [["dict", "postfix"], ["postfix", "vmail-dictd.socket"], ["postfix"]])
        func systemdSocketActivate(names: [String]) throws {
            let place = try LoneServer()
            defer { place.remove() }
            let path = { (name: String) in "\(place.folder)/\(name).passed" }
            let server = try Daemon(
                ["systemd-socket-activate", "--fdname=" + names.joined(separator: ":")]
                    + names.flatMap { ["-l", path($0)] } + place.command(), folder: place.folder, name: "activated")
            defer { server.stop() }
            try eventually("it listens") { names.allSatisfy { Self.mode(of: path($0)) != nil } }
            for name in names {
                let client = try Connection(socketPath: path(name))
                if name == "postfix" {
                    #expect(try client.ask("nomap", "x").hasPrefix("PERM "))
                } else {
                    try client.send("H3\t2\t0\t\tuserdb\n")
                    #expect(try client.lookUp("userdb", "u@d.example").hasPrefix("O"))
                }
            }
            let dovecot = names.first { $0 != "postfix" }.map(path) ?? place.socket
            #expect(server.logText().contains("listening on \(dovecot) and \(path("postfix")), for the accounts"))
            #expect(server.stop() == 0)
            for name in names { #expect(Self.mode(of: path(name)) != nil) }
        }

        @Test func aPassedSocketOfAnotherNameIsAnError() throws {
            let place = try LoneServer()
            defer { place.remove() }
            let passed = try UnixSocket(listeningAt: place.folder + "/passed.sock")
            let server = try place.start(
                variables: ["LISTEN_PID=$$", "LISTEN_FDS=1", "LISTEN_FDNAMES=mail.socket"], passing: passed.descriptor)
            defer { server.stop() }
            try eventually("the mistake is named") {
                server.logText().contains(
                    "vmail-dictd: error: the service manager passed a socket with the name \"mail.socket\"; set FileDescriptorName= in "
                )
            }
            #expect(Self.mode(of: place.socket) == nil)
        }
    }
}
