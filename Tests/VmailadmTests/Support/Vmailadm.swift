import Foundation
import Glibc

/// The program that was built along with the tests.
enum Vmailadm {
    /// What a run of it left behind.
    struct Run: Sendable {
        /// The exit status, or 128 and the signal's number.
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// It lies beside the program that runs the tests.
    static let path: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: runner).deletingLastPathComponent().appendingPathComponent("vmailadm").path
    }()

    /// Runs it to its end. Output goes through files, so that no pipe can fill up.
    static func run(_ arguments: [String], input: String = "") throws -> Run {
        try run(path, arguments, input: input)
    }

    /// Runs a script of the shell to its end, in which `$0` is the program.
    static func run(script: String) throws -> Run { try run("/bin/sh", ["-c", script, path], input: "") }

    private static func run(_ program: String, _ arguments: [String], input: String) throws -> Run {
        let folder = try TemporaryFolder()
        let process = try start(arguments, of: program, input: input, folder: folder)
        process.waitUntilExit()
        let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
        return Run(
            status: signal + process.terminationStatus,
            output: try folder.text("out"), errors: try folder.text("err"))
    }

    /// Starts it, with its output in the files `out` and `err` of `folder`.
    static func start(
        _ arguments: [String], of program: String = path, input: String = "", folder: TemporaryFolder
    ) throws -> Process {
        try folder.write(input, to: "in")
        try folder.write("", to: "out")
        try folder.write("", to: "err")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.path("in")))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("out")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path("err")))
        try process.run()
        return process
    }
}
