import Glibc

/// Postfix's postconf(1), which reads the parameters of main.cf.
package struct Postconf: Sendable {
    let program: String

    package init(program: String) { self.program = program }

    /// The program where Postfix installs it; nil if Postfix is not installed.
    package static var installed: Postconf? {
        let programs: [String] = ["/usr/sbin/postconf", "/usr/local/sbin/postconf"]
        return programs.first { access($0, X_OK) == 0 }.map { Postconf(program: $0) }
    }

    /// The value of `parameter`, with those of other parameters in the place of their names.
    func value(of parameter: String) throws(PostconfError) -> String {
        let output = try run(["-x", "-h", parameter])
        return output.split(separator: "\n").joined(separator: " ")
    }

    /// The definitions of restriction classes in main.cf, for those of `names` that have one.
    func definitions(of names: [String]) throws(PostconfError) -> [String: String] {
        guard !names.isEmpty else { return [:] }
        // postconf knows a parameter with a name of the administrator's own only if it is listed here.
        let output = try run(["-o", "smtpd_restriction_classes=\(names.joined(separator: ","))"] + names)
        var definitions: [String: String] = [:]
        for line in output.split(separator: "\n") {
            guard let end = line.firstIndex(of: "=") else { continue }
            let name = line[..<end].split(separator: " ").first.map(String.init) ?? ""
            let value = line[line.index(after: end)...].drop { $0 == " " }
            if !value.isEmpty { definitions[name] = String(value) }
        }
        return definitions
    }

    /// Whether there is a main.cf. Without one, Postfix is installed and not configured, and postconf fails.
    func hasMainCf() throws(PostconfError) -> Bool {
        let named = getenv("MAIL_CONFIG").map { String(cString: $0) }
        let folder = if let named { named } else { try run(["-d", "-h", "config_directory"]) }
        return access("\(folder.prefix { $0 != "\n" })/main.cf", F_OK) == 0
    }

    /// Runs the program and returns its standard output. Its warnings are about other parameters.
    private func run(_ arguments: [String]) throws(PostconfError) -> String {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw PostconfError("no pipe: \(String(cString: strerror(errno)))") }
        defer { close(ends[0]) }
        // The program gets the end to write to, as its standard output alone: otherwise the other end would never see the end of it.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let started = start(arguments, output: ends[1])
        close(ends[1])
        let process = try started.get()
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &chunk, chunk.count)
            if count > 0 { output += chunk[..<count] } else if count == 0 || errno != EINTR { break }
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            throw PostconfError("\(program) fails; \"postconf smtpd_restriction_classes\" shows why")
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func start(_ arguments: [String], output: Int32) -> Result<pid_t, PostconfError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, nil, words + [nil], environ)
        guard code == 0 else {
            return .failure(PostconfError("\(program): cannot be started (\(String(cString: strerror(code))))"))
        }
        return .success(process)
    }
}

/// The reason why postconf gave no answer.
struct PostconfError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
