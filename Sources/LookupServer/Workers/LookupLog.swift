import Logging
import Synchronization

/// The log of all look-ups. What repeats is logged once, and then counted.
final class LookupLog: Sendable {
    let logger: Logger
    private let repeated = Mutex(RepeatedLines())

    init(_ logger: Logger) { self.logger = logger }

    /// True if each look-up is logged.
    var hasLookups: Bool { logger.logLevel <= .debug }

    /// Logs a line that is asked for with --verbose.
    func debug(_ text: @autoclosure () -> String) { logger.debug("\(text())") }

    /// Logs a notice if it is the first of its kind since the last report, else counts it.
    func report(_ notice: Notice) {
        if repeated.withLock({ $0.isFirst(notice) }) { logger.log(level: notice.level, "\(notice.text)") }
    }

    /// Logs how often lines were repeated since the last time.
    func reportRepeated() {
        for line in repeated.withLock({ $0.takeReport() }) { logger.log(level: line.level, "\(line.text)") }
    }
}
