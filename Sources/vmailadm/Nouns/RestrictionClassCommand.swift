import AccountAdministration
import ArgumentParser

struct RestrictionClassCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restriction-class", abstract: "Restriction classes of Postfix's smtpd(8).",
        subcommands: [
            Read<RestrictionClasses>.self, Read<RestrictionClass>.self, RestrictionClassAdd.self,
            Read<MainCf>.self, Remove<RestrictionClass>.self,
        ])
}

struct RestrictionClasses: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every restriction class.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [RestrictionClassRow] {
        try database.restrictionClasses()
    }
}

struct RestrictionClass: Readable, Removable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show one restriction class.")
    static let removing = CommandConfiguration(
        abstract: "Remove a restriction class.",
        discussion: "With --cascade, the domains and addresses in it are left without a restriction class.")

    @Argument(help: "Its number.") var number: Int64

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> RestrictionClassRow {
        try database.restrictionClass(number)
    }

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeRestrictionClass(number, cascade: cascade)
    }
}

struct RestrictionClassAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a restriction class.",
        discussion: "\"vmailadm restriction-class main-cf\" prints the lines that main.cf needs for it.")

    @Argument(help: "Its number, 0 to 99.") var number: Int64
    @Argument(help: "Its name.") var name: String
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.addRestrictionClass(number, name: name, ifMissing: options.ifMissing)
    }
}

/// The number of a restriction class, or `none`.
struct RestrictionChoice: ExpressibleByArgument {
    let number: Int64?

    init?(argument: String) {
        number = Int64(argument)
        guard number != nil || argument == "none" else { return nil }
    }
}

extension RestrictionClassRow: TableRow {
    static let headings = ["number", "name", "domains", "addresses"]
    var cells: [String] { ["\(rcNum)", rcName.cell, "\(domains)", "\(addresses)"] }
}
