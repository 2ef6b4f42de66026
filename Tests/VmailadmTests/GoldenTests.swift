import Foundation
import Testing

/// Replays the transcripts in Golden/: what people read, command by command, is what the file says.
///
/// A line `$ vmailadm …` is a command in words separated by blanks, and what follows it is its output with that on standard
/// error behind it. To record a change, run the tests with `RECORD_GOLDEN=1` in the environment, and read the difference.
@Suite struct GoldenTests {
    @Test(arguments: ["reading", "changing", "refusals", "explaining", "postfix"])
    func theTranscriptIsStillTrue(name: String) throws {
        let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../Golden/\(name).txt").standardized
        let expected = try String(contentsOf: file, encoding: .utf8)
        let database = try TestDatabase(example: true)
        var actual = ""
        for line in expected.split(separator: "\n") where line.hasPrefix("$ vmailadm ") {
            let run = try database.vmailadm(String(line.dropFirst("$ vmailadm ".count)))
            let text = (run.output + run.errors).replacing(database.folder.root, with: "FOLDER")
            actual += "\(line)\n\(text)" + (run.status == 0 ? "" : "[exit \(run.status)]\n") + "\n"
        }
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try actual.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(actual == expected)
    }
}
