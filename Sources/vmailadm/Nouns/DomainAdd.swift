import AccountAdministration
import ArgumentParser

struct DomainAdd: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a domain.",
        usage: """
            vmailadm domain add NAME --local [options]
            vmailadm domain add NAME --relay [--transport TRANSPORT] [options]
            vmailadm domain add NAME --alias [options]
            vmailadm domain add NAME --mailbox --uid UID [options]
            vmailadm domain add NAME --foreign [options]
            """)

    enum Kind: String, EnumerableFlag {
        case local, relay, alias, mailbox, foreign

        static func help(for value: Kind) -> ArgumentHelp? {
            switch value {
            case .local: "Its users are the accounts of this system."
            case .relay: "Another server stores its mail."
            case .alias: "Each of its addresses is an alias."
            case .mailbox: "Its mail is stored here and belongs to --uid."
            case .foreign: "It is not ours: its addresses are only targets of aliases."
            }
        }
    }

    /// The value of `--with-role-addresses` without a target.
    private static let noTarget = ""

    @Argument(help: "The domain.") var name: String
    @Flag(exclusivity: .exclusive) var kind: Kind
    @Option(help: ArgumentHelp("The uid that owns the mail of a mailbox domain.", valueName: "uid")) var uid: Int64?
    @Option(help: ArgumentHelp("The number or the nexthop of its transport.", valueName: "transport"))
    var transport: String?
    @Option(help: ArgumentHelp("The number of its restriction class.", valueName: "number"))
    var restrictionClass: Int64?
    @Option(help: ArgumentHelp("The uid of the system user in charge of it.", valueName: "uid"))
    var systemUser: UInt32 = 0
    @Option(
        defaultAsFlag: noTarget,
        help: ArgumentHelp(
            "Also add its postmaster and abuse addresses; with a target, as aliases of it.",
            valueName: "target"))
    var withRoleAddresses: String?
    @OptionGroup var options: AddOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (kind == .mailbox) == (uid != nil) else {
            throw ValidationError(kind == .mailbox ? "--mailbox needs --uid" : "--uid goes with --mailbox only")
        }
    }

    func change(_ database: borrowing MailDatabase) throws(AdministrationError) -> ChangeReport {
        let kind: DomainClass =
            switch kind {
            case .local: .local
            case .relay: .relay
            case .alias: .alias
            case .mailbox: .mailbox(uid: uid ?? 0)
            case .foreign: .foreign
            }
        let roleAddresses: RoleAddresses =
            switch withRoleAddresses {
            case nil: .missing
            case Self.noTarget: .added
            case let target?: .leading(to: target)
            }
        return try database.addDomain(
            name, kind, transport: transport, restrictionClass: restrictionClass, systemUser: systemUser,
            roleAddresses: roleAddresses, ifMissing: options.ifMissing)
    }
}
