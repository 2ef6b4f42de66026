import Glibc
import LookupServer
import Settings

extension ServerOptions {
    /// Becomes the program that serves PostgreSQL if the setting `database` is a URI: `name` in the directory of this program, with the same
    /// arguments. It must be of this `version`.
    ///
    /// Call it first: descriptors and blocked signals of this program would be the other's. Returns if the database is a file, or if the
    /// settings cannot be read, which the server says itself.
    public func becomeSiblingIfDatabaseIsServer(_ name: String, version: String) {
        guard let settings = try? settings(), settings.databaseURI != nil else { return }
        let problem: String
        if let directory = directoryOfProgram() {
            let path = "\(directory)/\(name)"
            let arguments = [path, Self.startedByOption, version] + CommandLine.arguments.dropFirst()
            let pointers = arguments.map { strdup($0) } + [nil]
            execv(path, pointers)
            let code = errno
            for pointer in pointers { free(pointer) }
            let advice = code == ENOENT ? "; \"dovecot/build.sh --pgsql\" makes it: put it there" : ""
            problem = "cannot start \(path): \(String(cString: strerror(code)))\(advice)"
        } else {
            problem = "cannot find the directory of this program: /proc is not mounted"
        }
        let line = "database \(settings.databaseName): \(problem)"
        logLine(line, level: .error)
        Glibc.exit(1)
    }

    /// The option that tells the other program which version has started it.
    package static var startedByOption: String { "--started-by" }
}

/// The directory of the file that this process runs; nil if that cannot be told.
private func directoryOfProgram() -> String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    guard count > 0, let slash = path[..<count].lastIndex(of: CChar(UInt8(ascii: "/"))) else { return nil }
    return String(validating: path[..<slash].map(UInt8.init(bitPattern:)), as: UTF8.self)
}
