import AccountStore
import Authentication
import NIOEmbedded
import TestSupport
import Testing

@testable import LookupServer

@Suite struct SocketmapQuestionTests {
    /// The reply and its result, or the failure.
    private static func reply(to answer: PostfixAnswer) -> String {
        switch SocketmapQuestion.answer(to: answer, database: "/x") {
        case .reply(let bytes, let result): "\(String(decoding: bytes, as: UTF8.self)) \(result)"
        case .part: "a part"
        case .failure(let failure): "\(failure)"
        }
    }

    @Test func eachAnswerHasItsReply() {
        #expect(Self.reply(to: .found("a@d.example,b@d.example")) == "26:OK a@d.example,b@d.example, found")
        #expect(Self.reply(to: .notFound) == "9:NOTFOUND , unknown")
        let failure = TemporaryFailure.store(FailingStore.failure(.locked))
        #expect(Self.reply(to: .temporaryFailure(failure)) == failure.description)
    }

    /// Never `OK ` without a value, which Postfix reads as "unknown", and no value of which it sees a part.
    @Test(arguments: ["", "a\0b", String(repeating: "x", count: 99_998)]) func whatCannotBeSentIsAFailure(value: String)
    {
        #expect(
            Self.reply(to: .found(value))
                == "database /x: has an answer of \(value.utf8.count) bytes; Postfix reads 1 to 99997 bytes without a NUL; correct the rows"
        )
    }

    /// A failure's reason is Postfix's to log, with what was asked.
    @Test func aFailureIsTEMPWithItsReason() throws {
        let client = try Client(session: SocketmapSession())
        client.store.failure = FailingStore.failure(.other)
        for map in PostfixMap.allCases {
            let reply = try client.ask("\(map.rawValue.utf8.count + 13):\(map.rawValue) u@d.example\n,")
            #expect(reply.contains(":TEMP \(map.rawValue) u@d.example\\x0a: ") && reply.hasSuffix(","), "\(reply)")
        }
        #expect(client.channel.isActive)
        #expect(client.worker.counters.lookups(.postfix, .temporaryFailure) == UInt64(PostfixMap.allCases.count))
        #expect(client.log.lines.allSatisfy { $0.hasPrefix("error: ") } && !client.log.lines.isEmpty)
    }

    /// The fault ends the connection when the question before it is answered.
    @Test func aBadRequestEndsTheConnectionAfterTheAnswers() throws {
        let client = try Client(session: SocketmapSession())
        #expect(try client.ask("7:nomap x,65537:").contains("PERM there is no map \"nomap\""))
        #expect(!client.channel.isActive)
        #expect(client.log.lines.count == 2)
    }
}
