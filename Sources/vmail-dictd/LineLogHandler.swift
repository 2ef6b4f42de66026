import Authentication
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
        line += oneLine("\(event.message)") + "\n"
        line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    }
}
