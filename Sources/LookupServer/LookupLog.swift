import Logging

/// The log of the look-ups of one event loop.
///
/// While it is held its lines wait: who reads them may be slow, and a lock on the database must not last until they are read.
final class LookupLog {
    private let logger: Logger
    private var isHeld = false
    private var lines: [(level: Logger.Level, text: String)] = []

    init(_ logger: Logger) { self.logger = logger }

    /// True if each look-up is logged.
    var hasLookups: Bool { logger.logLevel <= .debug }

    /// Logs a line, or keeps it for later.
    func log(_ level: Logger.Level, _ text: String) {
        if isHeld {
            lines.append((level, text))
        } else {
            logger.log(level: level, "\(text)")
        }
    }

    /// Keeps lines back up to ``release()``.
    func hold() { isHeld = true }

    /// Logs what was kept back.
    func release() {
        isHeld = false
        for line in lines { logger.log(level: line.level, "\(line.text)") }
        lines.removeAll()
    }
}
