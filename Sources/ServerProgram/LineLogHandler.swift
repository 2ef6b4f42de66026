import Glibc
import Logging
import Supervision
import TerminalText

/// Logs to standard error, a line an event, without the time.
///
/// For a terminal or a file `vmail-dictd: error: …`; for the journal, which knows the program's name, `<3>error: …` with syslog's
/// number for the level (sd-daemon(3)).
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()
    let output: LineOutput
    /// True if standard error leads to the journal.
    let isForJournal: Bool

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        output.write(Self.line("\(event.message)", level: event.level, isForJournal: isForJournal)) { count in
            let text = "\(count) lines of the log were lost: standard error was not read"
            return Self.line(text, level: .warning, isForJournal: isForJournal)
        }
    }

    /// What is written for `message`, with its line break.
    static func line(_ message: String, level: Logger.Level, isForJournal: Bool) -> String {
        let (priority, name) =
            switch level {
            case .trace, .debug: (7, "debug: ")
            case .info: (6, "")
            case .notice: (5, "")
            case .warning: (4, "warning: ")
            case .error, .critical: (3, "error: ")
            }
        return (isForJournal ? "<\(priority)>" : "vmail-dictd: ") + name + oneLine(message) + "\n"
    }
}

/// Writes a line of the log before there is a logger.
func logLine(_ message: String, level: Logger.Level) {
    let isForJournal = isJournal(STDERR_FILENO, environment: environmentVariable)
    LineOutput(descriptor: STDERR_FILENO).write(
        LineLogHandler.line(message, level: level, isForJournal: isForJournal)
    ) { _ in "" }
}
