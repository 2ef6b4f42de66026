import AccountAdministration
import Glibc
import TerminalText

/// Standard output and standard error. A `?` replaces every character that a terminal might obey.
enum Console {
    static func print(_ line: String) { print([line]) }

    static func print(_ lines: [String]) { write(lines, to: STDOUT_FILENO) }

    static func error(_ line: String) { write(["vmailadm: \(line)"], to: STDERR_FILENO) }

    /// Prints an error on standard error, and the rows that prevented the change on standard output.
    static func write(_ error: AdministrationError) {
        write(error.referrers, dryRun: true)
        Self.error(error.description)
    }

    /// Prints the changes of a command, which were made; with `dryRun`, those that it would make.
    static func write(_ report: ChangeReport, dryRun: Bool) {
        write(report.changes, dryRun: dryRun)
        print(report.output)
        for note in report.notes { error("note: \(note)") }
    }

    private static func write(_ changes: [Change], dryRun: Bool) {
        print(changes.map { text(of: $0, dryRun: dryRun) })
    }

    /// `changed VMailbox anna@example.com: vmPasswd`
    static func text(of change: Change, dryRun: Bool) -> String {
        "\(word(for: change.verb, dryRun: dryRun)) \(change.row)" + (change.detail.map { ": \($0)" } ?? "")
    }

    private static func word(for verb: Change.Verb, dryRun: Bool) -> String {
        if dryRun { return "would \(verb.rawValue)" }
        switch verb {
        case .add: return "added"
        case .change: return "changed"
        case .remove: return "removed"
        }
    }

    /// Writes lines, and ignores errors: a reader that is gone ends the program by SIGPIPE.
    private static func write(_ lines: [String], to descriptor: Int32) {
        var text = lines.map { oneLine($0) + "\n" }.joined()
        text.withUTF8 { bytes in try? writeOut(UnsafeRawBufferPointer(bytes), to: descriptor) }
    }

    static func writeOut(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(AdministrationError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .temporary("cannot write the output: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }
}
