import Foundation
import Glibc
import Synchronization

/// A server that runs in the foreground, and never outlives the tests.
///
/// A shell stands between: it reads from a pipe that only the test process can write to, and passes TERM on when
/// that ends, by `stop` or because the test process is gone, whatever the reason. A class, as a process is ended once.
final class Daemon: Sendable {
    let pid: pid_t
    let log: String
    private let shell: pid_t
    private let lifeline: CInt
    private let ended = Atomic(false)

    /// - Parameter passed: Becomes its descriptor 3.
    init(_ arguments: [String], folder: String, name: String, passing passed: CInt? = nil) throws {
        let pidFile = "\(folder)/\(name).pid"
        let fifo = "\(folder)/\(name).lifeline"
        log = "\(folder)/\(name).log"
        for path in [pidFile, fifo] { unlink(path) }
        mkfifo(fifo, 0o600)
        let script = #""$@" </dev/null & echo $! >"$0.new" && mv "$0.new" "$0"; read -r _; kill $! 2>&-; wait $!"#
        // Opened for both directions: a fifo's open waits for its other end.
        lifeline = open(fifo, O_RDWR | O_CLOEXEC)
        shell = try ChildProcess.start(
            ["/bin/sh", "-c", script, pidFile] + arguments, input: fifo, output: log, errors: log, passing: passed)
        try eventually("\(name) started") { FileManager.default.fileExists(atPath: pidFile) }
        let text = try text(ofFile: pidFile).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let pid = pid_t(text) else { throw ChildProcessError(description: "\(name) has no process id: \(text)") }
        self.pid = pid
    }

    /// Asks the server to end, waits until it has, and returns its exit status. A second time does nothing.
    @discardableResult
    func stop() -> Int32 {
        guard !ended.exchange(true, ordering: .relaxed) else { return 0 }
        close(lifeline)
        var status: Int32 = 0
        waitpid(shell, &status, 0)
        return (status >> 8) & 0xff
    }

    func signal(_ signal: CInt) { kill(pid, signal) }

    /// Stops the server until SIGCONT. Returns when all of its threads have stopped, which takes each of them a turn.
    func suspend() throws {
        signal(SIGSTOP)
        try eventually("the server has stopped") {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task").allSatisfy { thread in
                try text(ofFile: "/proc/\(pid)/task/\(thread)/status").contains("State:\tT")
            }
        }
    }

    func logText() -> String { (try? text(ofFile: log)) ?? "" }
}
