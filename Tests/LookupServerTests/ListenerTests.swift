import Foundation
import Logging
import NIOCore
import NIOPosix
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import LookupServer

@Suite struct ListenerTests {
    /// Connects without waiting; a full backlog refuses.
    static func connect(to path: String) -> Int32? {
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if isConnected { return client }
        close(client)
        return nil
    }

    /// A served socket over a database, for as long as `body` runs.
    static func serving(
        _ database: String, threads: Int = 1, clients: Int = 10_000, onFailure: @escaping @Sendable () -> Void = {},
        _ body: (String, Listening) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        var settings = Settings()
        settings.socket = folder.path + "/s"
        settings.database = database
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let listening = try await Listening(
            test: group, settings: settings, clients: clients,
            logger: Logger(label: "test", factory: LineRecorder().handler),
            onFailure: onFailure)
        let listener = try #require(try await Listener.open(.dict(passed: nil), settings, listening))
        try await listener.accept()
        try await body(settings.socket, listening)
        await listener.drain(atMost: .seconds(10))
        try await group.shutdownGracefully()
    }

    /// While nobody accepts, 1,024 clients and more may wait.
    @Test func theBacklogIsLong() async throws {
        try await Self.serving("/nonexistent") { path, listening in
            let (started, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            listening.loop.execute {
                started.signal()
                release.wait()
            }
            let clients = await Task.detached {
                Self.waitFor(started)
                return (0..<1100).compactMap { _ in Self.connect(to: path) }
            }.value
            #expect(clients.count == 1100)
            release.signal()
            for client in clients { close(client) }
        }
    }

    /// Sends everything, closes its half, and then reads slowly what comes until the server closes.
    static func converse(_ path: String, _ bytes: [UInt8]) -> [String] {
        guard let client = connect(to: path) else { return [] }
        defer { close(client) }
        _ = fcntl(client, F_SETFL, 0)
        let sender = Thread {
            bytes.withUnsafeBytes { bytes in
                var sent = 0
                while sent < bytes.count {
                    let count = send(
                        client, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
                    guard count > 0 else { return }
                    sent += count
                }
                shutdown(client, Int32(SHUT_WR))
            }
        }
        sender.start()
        // Until every buffer in between is full.
        usleep(300_000)
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 5000)
        while case let count = recv(client, &chunk, chunk.count, 0), count > 0 { received += chunk[..<count] }
        return String(decoding: received, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    private static let manyAccounts = """
        INSERT INTO Domain (domName, domClass) VALUES ('\(String(repeating: "d", count: 200)).example', 842);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
        INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
        INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address;
        """

    /// More than the channel's buffer and the socket's hold: each reply comes once, in its place, to the last.
    @Test func everyReplyOnceAndInOrder() async throws {
        let database = try TemporaryDatabase(Self.manyAccounts)
        let domain = String(repeating: "d", count: 200) + ".example"
        try await Self.serving(database.path) { path, _ in
            let lookups = (1...3000).map { "Lshared/userdb/u\($0)@\(domain)\tx\n" }.joined()
            let replies = await Task.detached {
                Self.converse(path, Array(("H3\t2\t0\t\tuserdb\n" + lookups).utf8))
            }.value
            #expect(replies.count == 3001)
            let inOrder = zip(1..., replies.dropLast()).allSatisfy { $1.contains("\"user\":\"u\($0)@") }
            #expect(inOrder)
        }
    }

    @Test func everyNameOnceAndInOrder() async throws {
        let database = try TemporaryDatabase(Self.manyAccounts)
        try await Self.serving(database.path) { path, _ in
            let request = Array("H3\t2\t0\t\tuserdb\nI0\t0\tshared/userdb/\tx\n".utf8)
            let lines = await Task.detached { Self.converse(path, request) }.value
            #expect(lines.count == 3002)
            #expect(lines.suffix(2) == ["", ""])
            let inOrder = zip(1..., lines.dropLast(2)).allSatisfy { $1.hasPrefix("Oshared/userdb/u\($0)@") }
            #expect(inOrder)
        }
    }

    private static func waitFor(_ semaphore: DispatchSemaphore) { semaphore.wait() }

    /// Asks and waits for the answer, for a second at most; nil if there is none.
    private static func ask(_ client: Int32, _ text: String) -> String? {
        _ = text.withCString { send(client, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        var poll = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, 1_000) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(client, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// On more loops than one: an event loop accepts for another one, in a debug build too.
    @Test func clientsAreServedOnAllEventLoops() async throws {
        let database = try TemporaryDatabase()
        try await Self.serving(database.path, threads: 3) { path, listening in
            let replies = await Task.detached {
                let clients = (0..<9).compactMap { _ in Self.connect(to: path) }
                defer { for client in clients { close(client) } }
                return clients.map { Self.ask($0, "H3\t2\t0\t\tuserdb\nLshared/userdb/x@y\n") }
            }.value
            #expect(replies == Array(repeating: "N\n", count: 9))
            var loops: [UInt64] = []
            for loop in listening.group.makeIterator() {
                loops.append(
                    try await loop.submit { listening.workers.worker(of: loop)?.counters.connections ?? 0 }.get())
            }
            #expect(loops == [3, 3, 3])
        }
    }

    /// Beyond the limit a client waits, and is served when another one has gone.
    @Test func clientsBeyondTheLimitWait() async throws {
        let database = try TemporaryDatabase()
        try await Self.serving(database.path, clients: 2) { path, _ in
            let replies = await Task.detached {
                let question = "H3\t2\t0\t\tuserdb\nLshared/userdb/x@y\n"
                let clients = (0..<3).compactMap { _ in Self.connect(to: path) }
                guard clients.count == 3 else { return [String?]() }
                var replies = clients.map { Self.ask($0, question) }
                close(clients[0])
                replies.append(Self.ask(clients[2], "Lshared/userdb/x@y\n")?.prefix(2).description)
                for client in clients[1...] { close(client) }
                return replies
            }.value
            #expect(replies == ["N\n", "N\n", nil, "N\n"])
        }
    }
}

extension Listening {
    /// What a test serves sockets with.
    init(
        test group: MultiThreadedEventLoopGroup, settings: Settings, clients: Int, logger: Logger,
        onFailure: @escaping @Sendable () -> Void
    ) async throws {
        let log = LookupLog(logger)
        let loop = group.next()
        self.init(
            group: group, loop: loop,
            workers: try await WorkerPool(
                on: group, settings: settings,
                makeStore: { settings, _ in SQLiteAccountStore(path: settings.database, busyTimeout: 0) }, log: log,
                hashing: HashingPool(HeldThreads(), settings: settings)),
            log: log, logger: logger,
            limit: try await loop.submit { NIOLoopBound(ClientLimit(most: clients, log: log), eventLoop: loop) }.get(),
            onFailure: onFailure)
    }
}
