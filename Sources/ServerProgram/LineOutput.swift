import Glibc
import Synchronization

/// A descriptor for lines that never waits for a reader: a line that does not fit into the pipe is lost, and counted.
final class LineOutput: Sendable {
    private let descriptor: Int32
    private let lostLines = Mutex(0)

    /// A pipe that poll(2) calls writable takes as many bytes at once (PIPE_BUF, pipe(7)).
    private static let longestLine = 4096

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Writes `line`, which ends with a line break. If lines were lost before it, `lossLine` of their number is written first.
    func write(_ line: String, lossLine: (Int) -> String) {
        // Locked: two threads must not both write what one of them found room for.
        lostLines.withLock { lost in
            if lost > 0, writeNow(lossLine(lost)) { lost = 0 }
            if lost > 0 || !writeNow(line) { lost += 1 }
        }
    }

    private func writeNow(_ line: String) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard Glibc.poll(&poll, 1, 0) == 1, poll.revents & Int16(POLLOUT) != 0 else { return false }
        var bytes = Array(line.utf8)
        if bytes.count > Self.longestLine { bytes[(Self.longestLine - 1)...] = [UInt8(ascii: "\n")] }
        return Glibc.write(descriptor, bytes, bytes.count) >= 0
    }
}
