import Foundation
import NIOCore
import NIOEmbedded
import NIOPosix
import Testing

@testable import LookupServer

@Suite struct TurnQueueTests {
    @Test func turnsAreTakenOneByOneInTheirOrder() {
        let loop = EmbeddedEventLoop()
        let turns = TurnQueue()
        var taken: [String] = []
        turns.wait(on: loop) {
            taken.append("a")
            turns.wait(on: loop) { taken.append("a again") }
        }
        turns.wait(on: loop) { taken.append("b") }
        loop.run()
        #expect(taken == [])
        for expected in [["a"], ["a", "b"], ["a", "b", "a again"], ["a", "b", "a again"]] {
            loop.advanceTime(by: .microseconds(25))
            #expect(taken == expected)
        }
    }

    /// The event loop looks at its sockets meanwhile: what is written to a pipe is read, although turns never end.
    @Test func socketsAreServedBetweenTurns() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        let client = pair[1]
        defer { close(client) }
        let arrived = group.next().makePromise(of: Void.self)
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Arrival(promise: arrived))
                }
            }
            .withConnectedSocket(pair[0]).get()
        let loop = channel.eventLoop
        let endless = try await loop.submit {
            let turns = TurnQueue()
            let endless = NIOLoopBound(EndlessTurns(turns), eventLoop: loop)
            endless.value.takeTurn(on: loop)
            return endless
        }.get()
        #expect(write(client, "x", 1) == 1)
        try await arrived.futureResult.get()
        try await loop.submit { endless.value.isOver = true }.get()
        try await channel.close()
        try await group.shutdownGracefully()
    }

    private final class EndlessTurns {
        private let turns: TurnQueue
        var isOver = false

        init(_ turns: TurnQueue) { self.turns = turns }

        func takeTurn(on loop: any EventLoop) {
            turns.wait(on: loop) { if !self.isOver { self.takeTurn(on: loop) } }
        }
    }

    private final class Arrival: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let promise: EventLoopPromise<Void>

        init(promise: EventLoopPromise<Void>) { self.promise = promise }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { promise.succeed() }
    }
}
