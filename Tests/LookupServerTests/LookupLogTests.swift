import Logging
import Testing

@testable import LookupServer

@Suite struct LookupLogTests {
    @Test func oneLineOfAKindAtOnceAndThenTheirNumber() {
        let recorder = LineRecorder()
        let log = LookupLog(Logger(label: "test", factory: recorder.handler))
        for number in 1...1_000 { log.report(Notice(level: .error, kind: "a: gone", text: "user \(number): a: gone")) }
        log.report(Notice(kind: "b", text: "b of x"))
        #expect(recorder.lines == ["error: user 1: a: gone", "warning: b of x"])
        log.reportRepeated()
        #expect(recorder.lines.dropFirst(2) == ["error: a: gone (repeats: 999)"])
        log.report(Notice(level: .error, kind: "a: gone", text: "user 7: a: gone"))
        #expect(recorder.lines.count == 3)
        log.reportRepeated()
        #expect(recorder.lines.last == "error: a: gone (repeats: 1)")
        log.reportRepeated()
        log.report(Notice(level: .error, kind: "a: gone", text: "user 8: a: gone"))
        #expect(recorder.lines.dropFirst(4) == ["error: user 8: a: gone"])
    }

    /// A row that each list and each login meets again.
    @Test func warningsAboutTheSameRowAreOne() throws {
        let client = try Client("UPDATE VMailbox SET vmPasswd = '!';")
        _ = try client.ask("H3\t2\t0\t\tpassdb\n" + String(repeating: "Lshared/passdb/u@d.example\n", count: 50))
        #expect(client.log.lines.count == 1)
        client.worker.log.reportRepeated()
        #expect(client.log.lines.count == 2 && client.log.lines[1].hasSuffix(" (repeats: 49)"))
    }
}
