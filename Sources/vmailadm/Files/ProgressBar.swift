import Glibc

/// A progress bar on standard error; nothing if that is not a terminal.
final class ProgressBar {
    private static let width = 40

    private let label: String
    private let isShown = isatty(STDERR_FILENO) == 1
    private var shown = -1

    init(_ label: String) { self.label = label }

    /// Shows that `done` of `total` are done, and removes the bar when all are.
    func show(_ done: Int, of total: Int) {
        guard isShown, total > 0 else { return }
        let percent = done * 100 / total
        guard percent != shown else { return }
        shown = percent
        let filled = Self.width * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        var line = done < total ? "\r\(label) [\(bar)] \(percent)% " : "\r\u{1B}[K"
        line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
