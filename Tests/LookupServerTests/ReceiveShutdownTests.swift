import Foundation
import Logging
import NIOCore
import NIOPosix
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import LookupServer

@Suite struct ReceiveShutdownTests {
    private static let hello = "H3\t2\t0\t\tuserdb\n"
    private static let lookup = "Lshared/userdb/nobody@d.example\tx\n"

    private static func send(_ text: String, to client: Int32) -> Int {
        Glibc.send(client, text, text.utf8.count, Int32(MSG_NOSIGNAL))
    }

    /// What was sent lies in the socket, unread, when the connection is told to end.
    @Test(arguments: [0, 1, 500]) func whatWasSentIsAnsweredAndNoMoreCanBe(count: Int) async throws {
        let database = try TemporaryDatabase()
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        let (client, server) = (pair[0], pair[1])
        defer { close(client) }
        var settings = Settings()
        settings.database = database.path
        let logger = Logger(label: "test", factory: LineRecorder().handler)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let workers = try await WorkerPool(
            on: group, settings: settings,
            makeStore: { settings, _ in SQLiteAccountStore(path: settings.database, busyTimeout: 0) },
            log: LookupLog(logger), hashing: HashingPool(HeldThreads(), settings: settings))
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let worker = try #require(workers.worker(of: channel.eventLoop))
                    try channel.pipeline.syncOperations.addHandler(SessionHandler(DictSession(), worker: worker))
                }
            }
            .withConnectedSocket(server).get()

        // Within one task of the event loop, which can read nothing meanwhile.
        let sent = try await channel.eventLoop.submit {
            let sent = Self.send(Self.hello + String(repeating: Self.lookup, count: count), to: client)
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            #expect(Self.send(Self.lookup, to: client) == -1 && errno == EPIPE)
            return sent
        }.get()
        #expect(sent == Self.hello.utf8.count + count * Self.lookup.utf8.count)
        try await channel.closeFuture.get()
        var bytes = [UInt8](repeating: 0, count: 4096)
        let received = recv(client, &bytes, bytes.count, Int32(MSG_WAITALL))
        #expect(
            String(decoding: bytes.prefix(max(received, 0)), as: UTF8.self) == String(repeating: "N\n", count: count))
        try await group.shutdownGracefully()
    }
}
