import AccountAdministration
import ArgumentParser

/// `vmailadm init`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the database.",
        discussion:
            "Its owner may write it, its group may read it: give it to the group that Dovecot and Postfix are in.")

    @Flag(help: "Put the names of the HOWTO's examples into it.")
    var example = false

    @Flag(help: "Leave a database that is there already as it is, without an error.")
    var ifMissing = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        guard try DatabaseFile.create(settings, withExample: example, ifMissing: ifMissing) else { return }
        Console.print("made \(settings.database)")
    }
}
