import AccountAdministration
import ArgumentParser

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The tables of the database.", subcommands: [SchemaUpgrade.self])
}

struct SchemaUpgrade: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Add vmail-auth's own tables to a database that was made without them.",
        discussion: """
            One transaction; servers may run meanwhile, and use the tables from the next look-up on. The HOWTO's tables are not \
            altered.
            """)

    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.upgradeSchema()
    }
}
