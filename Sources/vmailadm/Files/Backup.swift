import AccountAdministration
import ArgumentParser

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database while it is in use.",
        discussion: "The copy is consistent. It is a new file that only its owner can read.")

    @Argument(help: "The new file.", completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        try DatabaseBackup.make(settings, to: file)
        Console.print("copied \(settings.database) to \(file)")
    }
}
