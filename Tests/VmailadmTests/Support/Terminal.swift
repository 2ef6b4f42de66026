import Foundation
import Glibc

/// A pseudo-terminal, with `vmailadm` on it as on somebody's screen.
final class Terminal {
    private let master: Int32
    private let slave: Int32
    private let process: pid_t
    /// What it has shown since it was last looked at.
    private var screen = ""

    /// Runs `vmailadm` in a session of its own, with this terminal as its standard input, output and error.
    init(_ arguments: [String]) throws {
        // ioctl_tty(2); Swift does not import posix_openpt(3) and its kin.
        let setLock: UInt = 0x4004_5431
        let getNumber: UInt = 0x8004_5430
        var number: Int32 = 0
        var locked: Int32 = 0
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard ioctl(master, setLock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
            throw Vmailadm.Failure(description: "no terminal: \(errno)")
        }
        let name = "/dev/pts/\(number)"
        slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
        process = try Session.start(arguments, input: name, output: name)
    }

    deinit {
        kill(process, SIGKILL)
        close(master)
        close(slave)
    }

    /// Whether what is typed is shown.
    var echoes: Bool {
        var settings = termios()
        tcgetattr(slave, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// What the terminal shows next, up to `end`, which it must come to.
    func shown(upTo end: String) throws -> String {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            if let range = screen.range(of: end) {
                defer { screen = String(screen[range.upperBound...]) }
                return String(screen[..<range.upperBound])
            }
            var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            let count = poll(&waiting, 1, 60_000) == 1 ? read(master, &chunk, chunk.count) : 0
            guard count > 0 else { throw Vmailadm.Failure(description: "\(end): not in \(screen)") }
            screen += String(decoding: chunk[..<count], as: UTF8.self)
        }
    }

    /// Types `keys`.
    func type(_ keys: String) {
        _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// The exit status of `vmailadm`, or 128 and the number of the signal that ended it.
    func end() -> Int32 { Session.end(of: process) }
}

/// Runs `vmailadm` in a session of its own, whose terminal is the first one that it opens.
enum Session {
    static func start(_ arguments: [String], input: String, output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDWR, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

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
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which glibc declares for _GNU_SOURCE
        posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let argv = cStrings([Vmailadm.path] + arguments)
        let envp = cStrings(["PATH=/usr/bin:/bin"])
        defer { for pointer in argv + envp { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, Vmailadm.path, &actions, &attributes, argv, envp)
        guard failure == 0 else { throw Vmailadm.Failure(description: "posix_spawn: \(failure)") }
        return process
    }

    /// Copies with the nil at the end that exec wants.
    private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
        strings.map { string in string.withCString { strdup($0) } } + [nil]
    }

    /// The exit status, or 128 and the number of the signal that ended it.
    static func end(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Runs it to its end where there is no terminal to ask anybody on.
    static func withoutTerminal(_ arguments: [String]) throws -> (status: Int32, errors: String) {
        let folder = try TemporaryFolder()
        try folder.write("", to: "out")
        let process = try start(arguments, input: "/dev/null", output: folder.path("out"))
        return (end(of: process), try folder.text("out"))
    }
}
