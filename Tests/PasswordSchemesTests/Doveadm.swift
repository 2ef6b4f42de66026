import Glibc

/// Runs the real `doveadm pw`, the judge of what a hash is.
///
/// Its arguments are bytes, which Foundation's Process can't pass.
struct Doveadm {
    /// What doveadm wrote to its standard output, without the line's end, and its exit status.
    struct Result {
        var output: [UInt8]
        var status: Int32
    }

    /// Runs `doveadm pw` with `arguments`.
    static func pw(_ arguments: [UInt8]...) throws -> Result {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(what: "pipe", code: errno) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        let words = [Array("doveadm".utf8), Array("pw".utf8)] + arguments
        let argv = words.map { strdup($0.map { CChar(bitPattern: $0) } + [0]) } + [nil]
        defer { argv.forEach { free($0) } }
        var pid: pid_t = 0
        let error = posix_spawnp(&pid, "doveadm", &actions, nil, argv, environ)
        close(ends[1])
        guard error == 0 else { throw Failure(what: "doveadm, which these tests need,", code: error) }

        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(ends[0], &buffer, buffer.count), count > 0 { output += buffer[..<count] }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        if output.last == UInt8(ascii: "\n") { output.removeLast() }
        return Result(output: output, status: status)
    }

    struct Failure: Error, CustomStringConvertible {
        var what: String
        var code: Int32
        var description: String { "\(what) failed: \(String(cString: strerror(code)))" }
    }
}
