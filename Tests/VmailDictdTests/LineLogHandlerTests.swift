import Logging
import Testing

@testable import ServerProgram

@Suite struct LineLogHandlerTests {
    /// The numbers are syslog's: 3 error, 4 warning, 5 notice, 6 information, 7 debug.
    @Test(
        arguments: [
            (.trace, "vmail-dictd: debug: x\n", "<7>debug: x\n"),
            (.debug, "vmail-dictd: debug: x\n", "<7>debug: x\n"),
            (.info, "vmail-dictd: x\n", "<6>x\n"),
            (.notice, "vmail-dictd: x\n", "<5>x\n"),
            (.warning, "vmail-dictd: warning: x\n", "<4>warning: x\n"),
            (.error, "vmail-dictd: error: x\n", "<3>error: x\n"),
            (.critical, "vmail-dictd: error: x\n", "<3>error: x\n"),
        ] as [(Logger.Level, String, String)])
    func aLineOfEachLevel(level: Logger.Level, forPeople: String, forTheJournal: String) {
        #expect(LineLogHandler.line("x", level: level, isForJournal: false) == forPeople)
        #expect(LineLogHandler.line("x", level: level, isForJournal: true) == forTheJournal)
    }

    /// A second line could pretend to be another program's, or of another priority.
    @Test func anEventIsOneLine() {
        #expect(LineLogHandler.line("a\n<0>b\r", level: .info, isForJournal: true) == "<6>a?<0>b?\n")
    }
}
