import Foundation

/// A fresh Debian: a copy of a root that `Tests/debian.sh` made. Programs run in it with a /proc, and else as in a chroot.
struct DebianRoot: Sendable {
    let folder: String

    /// - Parameter version: 12 or 13.
    init(_ version: Int) throws {
        let base = URL(fileURLWithPath: "\(Repository.root)/.build/debian\(version)").resolvingSymlinksInPath().path
        folder = "\(base).\(UUID())"
        try DebianRoot.succeed(["cp", "--archive", "--reflink=auto", base, folder])
    }

    func remove() { _ = try? ChildProcess.run(["rm", "-rf", "--one-file-system", folder]) }

    /// The command line that runs this one in the root. The mount is seen by that process alone, and ends with it.
    func command(_ arguments: [String]) -> [String] {
        ["unshare", "--mount", "sh", "-c", #"mount -t proc proc "$0/proc" && exec chroot "$0" "$@""#, folder]
            + arguments
    }

    func run(_ arguments: [String], input: String = "") throws -> CommandOutput {
        try ChildProcess.run(command(arguments), input: input)
    }

    /// Runs a command that must succeed.
    @discardableResult
    func succeed(_ arguments: [String], input: String = "") throws -> CommandOutput {
        try DebianRoot.succeed(command(arguments), input: input)
    }

    /// Every file and folder.
    func files() throws -> Set<String> {
        Set(try DebianRoot.succeed(["find", folder, "-mindepth", "1", "-printf", "%P\n"]).lines)
    }

    func read(_ path: String) throws -> String { try text(ofFile: folder + path) }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + path))
    }

    @discardableResult
    static func succeed(_ arguments: [String], input: String = "") throws -> CommandOutput {
        let result = try ChildProcess.run(arguments, input: input)
        guard result.status == 0 else {
            throw ChildProcessError(
                description:
                    "\(arguments.joined(separator: " ")): exit \(result.status)\n\(result.output)\(result.errors)")
        }
        return result
    }
}
