import AccountAdministration
import Glibc

/// Standard output and standard error.
enum Console {
    /// Writes a line on standard output.
    static func print(_ line: String) { write(line + "\n", to: 1) }

    /// Writes a line on standard error, with the program's name in front.
    static func error(_ line: String) { write("vmailadm: \(line)\n", to: 2) }

    /// Writes the rows that refer to one that was not removed on standard output, and the error on standard error.
    static func write(_ error: AdministrationError) {
        write(error.referrers, dryRun: true)
        Self.error(error.description)
    }

    /// Writes what a command has done, or would have.
    static func write(_ report: ChangeReport, dryRun: Bool) {
        write(report.changes, dryRun: dryRun)
        for line in report.output { print(line) }
        for note in report.notes { error("note: \(note)") }
    }

    private static func write(_ changes: [Change], dryRun: Bool) {
        for change in changes {
            let detail = change.detail.map { ": \($0)" } ?? ""
            print("\(word(for: change.verb, dryRun: dryRun)) \(change.row)\(detail)")
        }
    }

    private static func word(for verb: Change.Verb, dryRun: Bool) -> String {
        if dryRun { return "would \(verb.rawValue)" }
        switch verb {
        case .add: return "added"
        case .change: return "changed"
        case .remove: return "removed"
        }
    }

    /// Writes all of `text`, whatever is at the other end; a reader that is gone ends the program, as SIGPIPE does.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
