import Logging
import Testing

@testable import LookupServer

@Suite struct LookupLogTests {
    @Test func linesWaitWhileItIsHeld() {
        let recorder = LineRecorder()
        let log = LookupLog(Logger(label: "test", factory: recorder.handler))
        log.log(.warning, "one")
        log.hold()
        log.log(.error, "two")
        log.log(.warning, "three")
        #expect(recorder.lines == ["warning: one"])
        log.release()
        #expect(recorder.lines == ["warning: one", "error: two", "warning: three"])
        log.release()
        log.log(.warning, "four")
        #expect(recorder.lines.last == "warning: four" && recorder.lines.count == 4)
    }

    /// A lock on the database must not wait for whoever reads the log.
    @Test func nothingIsLoggedWhileLookupsShareARead() throws {
        let client = try Client("UPDATE VMailbox SET vmPasswd = '!';")
        var linesInTheMiddle = -1
        client.worker.sharing(true) {
            _ = try? client.worker.reply(.passdb, user: Array("u@d.example".utf8)[...])
            linesInTheMiddle = client.log.lines.count
        }
        #expect(linesInTheMiddle == 0)
        #expect(client.log.lines.count == 1)
    }
}
