import Logging
import Testing

@testable import LookupServer

@Suite struct RepeatedLinesTests {
    /// A list of a database with many wrong rows: so many lines, and the number of the others.
    @Test func noMoreThanSoManyKinds() {
        var lines = RepeatedLines()
        let logged = (1...100).filter { lines.isFirst(Notice(kind: "row \($0)", text: "row \($0) is wrong")) }
        #expect(logged == Array(1...RepeatedLines.mostKinds))
        let reports = [lines.takeReport().map(\.text), lines.takeReport().map(\.text)]
        #expect(reports == [["\(100 - RepeatedLines.mostKinds) lines of other kinds were not logged"], []])
        let isNew = lines.isFirst(Notice(kind: "row 100", text: ""))
        #expect(isNew)
    }

    @Test func theReportHasTheLevelOfTheLines() {
        var lines = RepeatedLines()
        for kind in ["b", "a", "b", "a", "a"] { _ = lines.isFirst(Notice(level: .error, kind: kind, text: "")) }
        let report = lines.takeReport()
        #expect(report.map(\.text) == ["a (repeats: 2)", "b (repeats: 1)"])
        #expect(report.allSatisfy { $0.level == .error })
    }
}
