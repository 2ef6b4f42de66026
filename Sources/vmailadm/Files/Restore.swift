import AccountAdministration
import ArgumentParser

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Restore a backup into the database, while it is in use.",
        discussion: """
            Checks the backup, says which domains and accounts would be removed and added, and with --yes replaces the whole content \
            of the database by that of the backup: all of it, or nothing. Running servers answer from the restored rows at once.

            Exit codes: 0 restored. 1 not restored without --yes. 65 the backup is damaged, or is no such database. \
            75 the database is locked.
            """)

    @Argument(help: "The backup.", completion: .file())
    var file: String

    @Flag(help: "Restore it.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let restore = try DatabaseRestore(settings, from: file)
        let report = restore.report
        guard yes else {
            Console.write(report, dryRun: true)
            throw AdministrationError.no("nothing was restored; --yes restores all of \(file)")
        }
        try restore.run()
        SystemLog.write(["restored \(file) into \(settings.database)"])
        Console.write(report, dryRun: false)
        Console.print("restored \(file) into \(settings.database)")
    }
}
