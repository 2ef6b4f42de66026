import Foundation
import Glibc

/// What a command left behind.
struct CommandOutput: Sendable {
    /// The exit status, or 128 and the signal's number.
    let status: Int32
    let output: String
    let errors: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

struct ChildProcessError: Error, CustomStringConvertible {
    let description: String
}

enum ChildProcess {
    /// Runs a command to its end.
    ///
    /// Output goes through files, not pipes: nothing that a command leaves running can keep us waiting.
    /// - Parameter timeout: Seconds until it is killed, which is an error. Generous, for slow machines.
    static func run(_ arguments: [String], input: String = "", timeout: TimeInterval = 120) throws -> CommandOutput {
        let folder = try temporaryFolder(prefix: "vmail-e2e-run.")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(input.utf8).write(to: URL(fileURLWithPath: folder + "/in"))
        let pid = try start(arguments, input: folder + "/in", output: folder + "/out", errors: folder + "/err")

        let deadline = Date(timeIntervalSinceNow: timeout)
        var status: Int32 = 0
        while waitpid(pid, &status, WNOHANG) == 0 {
            guard Date() < deadline else {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                throw ChildProcessError(description: "\(arguments.joined(separator: " ")): not done in \(timeout) s")
            }
            usleep(5_000)
        }
        let signal = status & 0x7f
        return CommandOutput(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            output: try text(ofFile: folder + "/out"),
            errors: try text(ofFile: folder + "/err"))
    }

    /// Starts a command; the caller waits for it.
    /// - Parameter passed: Becomes its descriptor 3.
    static func start(
        _ arguments: [String], input: String, output: String, errors: String, passing passed: CInt? = nil
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        if let passed { posix_spawn_file_actions_adddup2(&actions, passed, 3) }

        // Signals that the test runner ignores or blocks are none of the child's business.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let argv = cStrings(arguments)
        let envp = cStrings(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"])
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        let failure = posix_spawnp(&pid, arguments.first ?? "", &actions, &attributes, argv, envp)
        guard failure == 0 else {
            throw ChildProcessError(description: "\(arguments): \(String(cString: strerror(failure)))")
        }
        return pid
    }

    /// Copies with the nil at the end that exec wants.
    private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
        strings.map { string in string.withCString { strdup($0) } } + [nil]
    }
}

/// A file's contents; bytes that are not UTF-8 come out as replacement characters.
func text(ofFile path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
}

/// A new folder directly in /tmp: the paths of unix sockets end at 107 bytes.
func temporaryFolder(prefix: String, root: String = "") throws -> String {
    var template = Array("\(root)/tmp/\(prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
        throw ChildProcessError(description: "\(root)/tmp: \(String(cString: strerror(errno)))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Polls until a condition holds; servers on a loaded machine take their time.
func eventually(_ what: String, within seconds: TimeInterval = 60, _ condition: () throws -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while try !condition() {
        guard Date() < deadline else { throw ChildProcessError(description: "\(what): not within \(seconds) s") }
        usleep(20_000)
    }
}
