import Foundation
import TestSupport

/// What a run of a program left behind.
struct Run: Sendable {
    /// The exit status; 128 and more is a signal.
    let status: Int32
    let output: String
    let errors: String

    /// Runs a program to its end, with `input` on its standard input. Without a terminal: a password can't be asked for.
    init(_ program: String, _ arguments: [String], input: String = "", in folder: String? = nil) throws {
        let files = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--wait", program] + arguments
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files.file("in", input)))
        // Through files, so that no pipe can fill up.
        let out = URL(fileURLWithPath: try files.file("out", ""))
        let err = URL(fileURLWithPath: try files.file("err", ""))
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        status = (process.terminationReason == .uncaughtSignal ? 128 : 0) + process.terminationStatus
        output = String(decoding: try Data(contentsOf: out), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: err), as: UTF8.self)
    }
}
