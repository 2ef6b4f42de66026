import Dispatch
import Glibc
import ServerProgram
import Version

/// The start of the program: while it has one thread, it becomes vmail-dictd-pgsql if that is to serve the database.
///
/// An asynchronous `main` would be too late: it runs on a thread of libdispatch, which blocks SIGTERM and others, and the other program
/// would start with them blocked.
@main enum Program {
    static func main() {
        // A wrong command line is VmailDictd's to report.
        if let command = try? VmailDictd.parse() {
            command.options.becomeSiblingIfDatabaseIsServer("vmail-dictd-pgsql", version: version)
        }
        Task {
            await VmailDictd.main()
            exit(0)
        }
        dispatchMain()
    }
}
