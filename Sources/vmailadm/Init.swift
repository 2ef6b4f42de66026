import AccountAdministration
import ArgumentParser

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create the database.",
        discussion: "Its owner can write it and its group can read it. Give it to the group of Dovecot and Postfix.")

    @Flag(help: "Add the names of the HOWTO's examples.")
    var example = false

    @Flag(help: "If it exists already, leave it as it is and report no error.")
    var ifMissing = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        guard try DatabaseFile.create(settings, withExample: example, ifMissing: ifMissing) else { return }
        SystemLog.write(["made \(settings.database)"])
        Console.print("made \(settings.database)")
    }
}
