import AccountStore
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import LookupServer

/// A connection over a store that answers late, in any order, or not.
@Suite struct LateAnswerTests {
    private static let hello = SessionHandlerTests.hello
    private static let found = SessionHandlerTests.found + "\n"
    private static let lookup = "Lshared/userdb/u@d.example\n"
    private static let unknown = "Lshared/userdb/nobody@d.example\n"

    private static func slowClient(busyTimeout: Int = 5) throws -> Client {
        let client = try Client(busyTimeout: busyTimeout)
        client.store.isSlow = true
        return client
    }

    @Test func repliesKeepTheirOrder() throws {
        let client = try Self.slowClient()
        #expect(try client.ask(Self.hello + Self.lookup + Self.unknown + Self.lookup) == "")
        #expect(client.store.waitingAnswers == 3)
        client.answer(at: 2)
        #expect(try client.received() == "")
        client.answer(at: 0)
        #expect(try client.received() == Self.found)
        client.answer()
        #expect(try client.received() == "N\n" + Self.found)
        #expect(client.worker.counters.lookups(.userdb, .found) == 2)
        #expect(client.worker.counters.lookups(.userdb, .unknown) == 1)
    }

    @Test func anAnswerForAClientThatHasGoneIsDropped() throws {
        let client = try Self.slowClient()
        _ = try client.ask(Self.hello + Self.lookup + Self.lookup)
        _ = try client.channel.finish(acceptAlreadyClosed: true)
        client.answer()
        client.answer()
        #expect(client.worker.counters.disconnections == 1)
        #expect(client.worker.counters.times.total == 0)
    }

    @Test func soManyQuestionsAreUnderWayAndNoMore() throws {
        let client = try Self.slowClient()
        _ = try client.ask(Self.hello + String(repeating: Self.lookup, count: 200))
        #expect(client.store.waitingAnswers == 64)
        // The last one first: its reply is kept, and makes no room for another.
        client.answer(at: 63)
        #expect(client.store.waitingAnswers == 63)
        client.answer()
        #expect(client.store.waitingAnswers == 63)
        while client.store.waitingAnswers > 0 { client.answer() }
        #expect(try client.received() == String(repeating: Self.found, count: 200))
        #expect(client.store.questions == 201)
    }

    @Test func aLockThatEndsIsWaitedFor() throws {
        let client = try Self.slowClient()
        client.store.failure = FailingStore.failure(.locked)
        _ = try client.ask(Self.hello + Self.lookup + Self.unknown)
        client.answer(at: 0)
        client.answer(at: 0)
        client.store.failure = nil
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(10))
        #expect(client.store.waitingAnswers == 2)
        #expect(try client.received() == "")
        client.answer(at: 1)
        client.answer()
        #expect(try client.received() == Self.found + "N\n")
        #expect(client.log.lines.isEmpty)
    }

    @Test func aLockBeyondTheDeadlineIsATemporaryFailure() throws {
        let client = try Client(busyTimeout: 1)
        client.store.failure = FailingStore.failure(.locked)
        _ = try client.ask(Self.hello + Self.lookup)
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(990))
        #expect(try client.received() == "")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(20))
        #expect(try client.received() == "Fuserdb u@d.example: database test: fails on demand\n")
        #expect(client.log.lines == ["error: userdb u@d.example: database test: fails on demand"])
        #expect(client.worker.counters.lookups(.userdb, .temporaryFailure) == 1)
    }

    @Test(arguments: [.missing, .notPermitted, .damaged, .wrongSchema, .unreachable, .other] as [StoreError.Kind])
    func everyOtherFailureIsTemporaryAtOnce(kind: StoreError.Kind) throws {
        for dict in ["userdb", "passdb", "deny"] {
            let client = try Client()
            client.store.failure = FailingStore.failure(kind)
            #expect(
                try client.ask("H3\t2\t0\t\t\(dict)\nLshared/\(dict)/u@d.example\n").hasPrefix("F\(dict) u@d.example: ")
            )
        }
    }

    /// The client has closed its half, or broken the protocol: what it asked before is answered.
    @Test(arguments: [nil, "?\n"]) func theConnectionEndsAfterTheLastAnswer(fault: String?) throws {
        let client = try Self.slowClient()
        _ = try client.ask(Self.hello + Self.lookup + Self.unknown + (fault ?? ""))
        if fault == nil { client.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        client.answer(at: 1)
        #expect(client.channel.isActive)
        client.answer()
        #expect(try client.received() == Self.found + "N\n")
        #expect(!client.channel.isActive)
    }

    /// A list behind an unanswered question is not begun: its parts would wait in memory.
    @Test func aListWaitsForTheRepliesBeforeIt() throws {
        let client = try Self.slowClient()
        try client.database.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        _ = try client.ask(Self.hello + Self.unknown + "I0\t0\tshared/userdb/\n" + Self.lookup)
        #expect(client.store.waitingAnswers == 1)
        client.store.isSlow = false
        client.answer()
        let lines = try client.received().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2004)
        #expect(lines.first == "N" && lines[2001] == "" && String(lines[2002]) + "\n" == Self.found)
    }
}
