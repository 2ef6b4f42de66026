import AccountAdministration
import ArgumentParser

struct DomainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain", abstract: "Domains whose mail this server accepts.",
        subcommands: [
            Read<Domains>.self, Read<Domain>.self, DomainAdd.self, Enable<DomainSwitch>.self,
            Disable<DomainSwitch>.self, DomainRestrict.self, Remove<Domain>.self,
        ])
}

struct Domains: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every domain.")

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [DomainRow] {
        try database.domains()
    }
}

struct Domain: Readable, Removable {
    static let reading = CommandConfiguration(commandName: "show", abstract: "Show one domain.")
    static let removing = CommandConfiguration(
        abstract: "Remove a domain.", discussion: "Existing mail is not deleted.")

    @Argument(help: "The domain.") var name: String

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> DomainRow {
        try database.domain(name)
    }

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeDomain(name, cascade: cascade)
    }
}

struct DomainSwitch: Switchable {
    static let enabling = CommandConfiguration(
        abstract: "Accept new mail for a domain again.",
        discussion: "With --with-logins, every disabled mailbox of the domain is enabled too.")
    static let disabling = CommandConfiguration(
        abstract: "Reject new mail for a domain.",
        discussion: "Its users can still log in, unless --with-logins disables their mailboxes too.")

    @Argument(help: "The domain.") var name: String
    @Flag(help: "Also enable or disable its mailboxes, all of them.") var withLogins = false

    func set(active: Bool, in database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.setDomain(name, active: active, withLogins: withLogins)
    }
}

struct DomainRestrict: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "Put a domain into a restriction class.")

    @Argument(help: "The domain.") var name: String
    @Argument(help: ArgumentHelp("The number of the class, or none.", valueName: "class"))
    var restriction: RestrictionChoice
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.restrictDomain(name, to: restriction.number)
    }
}

extension DomainRow: TableRow {
    static let headings = [
        "domain", "class", "active", "transport", "restriction", "system user", "addresses", "mailboxes",
    ]
    var number: Int64? { domNum }

    var cells: [String] {
        [
            domName, kind?.word ?? "invalid", active.word, domTpNum.cell, domRcNum.cell, domSysUser.cell,
            "\(addresses)", "\(mailboxes)",
        ]
    }
}
