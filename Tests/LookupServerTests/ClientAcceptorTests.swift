import Foundation
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import LookupServer

@Suite struct ClientAcceptorTests {
    /// Counts what the socket is asked for.
    private final class Reads: ChannelOutboundHandler {
        typealias OutboundIn = any Channel
        var count = 0
        func read(context: ChannelHandlerContext) { count += 1 }
    }

    private final class Failures: Sendable {
        let count = Atomic(0)
    }

    private let channel = EmbeddedChannel()
    private let reads = Reads()
    private let failures = Failures()
    private let log = LineRecorder()
    private let acceptor: ClientAcceptor

    init() throws {
        let log = LookupLog(Logger(label: "test", factory: log.handler))
        acceptor = ClientAcceptor(limit: ClientLimit(most: 2, log: log), log: log) { [failures] in
            failures.count.add(1, ordering: .relaxed)
        }
        try channel.pipeline.syncOperations.addHandlers([reads, acceptor])
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
        reads.count = 0
    }

    private func failure(_ code: Int32) { channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept")) }

    /// Whether the socket is told to accept by itself; nil if it was told nothing.
    private var autoRead: Bool? {
        channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool
    }

    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM]) func whatEndsByItselfIsWaitedFor(code: Int32) {
        failure(code)
        #expect(autoRead == false)
        #expect(log.lines.count == 1 && log.lines[0].hasPrefix("error: a client could not be accepted"))
        for _ in 1...100 { failure(code) }
        #expect(log.lines.count == 1)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(990))
        #expect(autoRead == false)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(20))
        #expect(autoRead == true)
    }

    @Test func aClientThatHasGoneAlreadyIsNoReasonToWait() {
        failure(ECONNABORTED)
        #expect(autoRead == nil)
    }

    @Test func atTheLimitNothingIsAcceptedUntilAClientGoes() throws {
        let clients = [
            EmbeddedChannel(loop: channel.embeddedEventLoop), EmbeddedChannel(loop: channel.embeddedEventLoop),
        ]
        for (number, client) in clients.enumerated() {
            channel.read()
            #expect(reads.count == number + 1)
            try channel.writeInbound(client as any Channel)
        }
        channel.read()
        channel.read()
        #expect(reads.count == 2)
        #expect(log.lines.count == 1 && log.lines[0].hasPrefix("warning: 2 clients are connected"))
        clients[0].close(promise: nil)
        channel.embeddedEventLoop.run()
        #expect(reads.count == 3)
    }

    @Test func aSocketThatClosesByItselfIsAFailure() {
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        #expect(failures.count.load(ordering: .relaxed) == 1)
    }

    @Test func aDrainIsNoFailureAndEndsWithTheLastClient() throws {
        let client = EmbeddedChannel(loop: channel.embeddedEventLoop)
        try channel.writeInbound(client as any Channel)
        let drained = acceptor.drain(channel, atMost: .seconds(10))
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
        client.close(promise: nil)
        channel.embeddedEventLoop.run()
        try drained.wait()
        #expect(failures.count.load(ordering: .relaxed) == 0)
    }

    @Test func aDrainThatTakesTooLongFails() throws {
        try channel.writeInbound(EmbeddedChannel(loop: channel.embeddedEventLoop) as any Channel)
        let drained = acceptor.drain(channel, atMost: .seconds(10))
        channel.embeddedEventLoop.advanceTime(by: .seconds(11))
        #expect(throws: ChannelError.eof) { try drained.wait() }
    }
}
