import AccountAdministration
import ArgumentParser

struct SenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sender",
        abstract: "Addresses that a login may send as, besides its own and those of its aliases.",
        discussion: "@DOMAIN is every address of DOMAIN. Postfix refuses others (reject_sender_login_mismatch).",
        subcommands: [Read<Senders>.self, SenderAllow.self, Remove<Sender>.self])
}

struct Senders: Readable {
    static let reading = CommandConfiguration(commandName: "list", abstract: "List every grant, or those of a login.")

    @Argument(help: "The login.") var login: String?

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> [SenderRow] {
        try database.senders(of: login)
    }
}

struct SenderAllow: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow", abstract: "Allow a login to send as an address.",
        discussion: "Its own address and the aliases that lead to it need no grant.")

    @Argument(help: "The login.") var login: String
    @Argument(help: "The address, or @DOMAIN.") var address: String
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        try database.allowSender(login, as: address, ifMissing: options.ifMissing)
    }
}

/// One grant.
struct Sender: Removable {
    static let removing = CommandConfiguration(abstract: "Remove a grant.")

    @Argument(help: "The login.") var login: String
    @Argument(help: "The address, or @DOMAIN.") var address: String

    typealias Options = ChangeOptions

    func remove(from database: borrowing MailDatabase, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        try database.removeSender(login, as: address)
    }
}

extension SenderRow: TableRow {
    static let headings = ["login", "address", "active"]
    var cells: [String] { [login, sndAddress, active.word] }
}
