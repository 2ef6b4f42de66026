import Glibc
import Logging

/// Logs to standard error, a line an event: `vmail-dictd: error: …`. Who reads them adds the time.
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = "vmail-dictd: "
        switch event.level {
        case .trace, .debug: line += "debug: "
        case .info, .notice: break
        case .warning: line += "warning: "
        case .error, .critical: line += "error: "
        }
        // One event, one line, whatever it quotes.
        line.unicodeScalars.append(contentsOf: "\(event.message)".unicodeScalars.map { $0.value < 0x20 ? "?" : $0 })
        line += "\n"
        line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    }
}
