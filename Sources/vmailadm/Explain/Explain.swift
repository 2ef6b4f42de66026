import AccountAdministration
import ArgumentParser

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the database says about an address, and what follows for its logins and mail.",
        discussion: """
            The answers come from the code that answers Dovecot and Postfix. Of a password, only the scheme is shown. \
            With --from and --as, show whether a login may send as an address.

            Exit codes: 0 explained, or the login may. 1 the address does not exist, or the login may not. 65 no account can have \
            this name. 75 the database cannot be read, or nobody can tell.
            """)

    @Argument(help: "The address. A name without a domain is in myhostname.")
    var address: String?
    @Option(help: ArgumentHelp("The sender address of a mail.", valueName: "sender")) var from: String?
    @Option(help: ArgumentHelp("The login of its sender.", valueName: "login")) var `as`: String?

    @OptionGroup var reading: ReadOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (from == nil) == (`as` == nil), (address == nil) == (from != nil) else {
            throw ValidationError("name one address, or a sender with --from and its login with --as")
        }
    }

    func run() throws {
        let settings = try global.settings()
        if let from, let login = `as` {
            let explanation = try SenderExplanation.make(sender: from, login: login, settings: settings)
            try Console.print(explanation, asJSON: reading.json)
            guard let isAllowed = explanation.isAllowed else { throw ExitCode(ExitStatus.temporary.rawValue) }
            if !isAllowed { throw ExitCode(ExitStatus.no.rawValue) }
        } else if let address {
            let explanation = try Explanation.make(of: address, settings: settings)
            try Console.print(explanation, asJSON: reading.json)
            if explanation.isUnanswered { throw ExitCode(ExitStatus.temporary.rawValue) }
            guard explanation.rows.contains(where: { $0.table == "Address" }) else {
                throw ExitCode(ExitStatus.no.rawValue)
            }
        }
    }
}
