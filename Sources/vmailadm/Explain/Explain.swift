import AccountAdministration
import ArgumentParser

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the database says about an address, and what follows for its logins and mail.",
        discussion: """
            The answers come from the code that answers Dovecot. Of a password, only the scheme is shown.

            Exit codes: 0 explained. 1 the address does not exist. 65 no account can have this name. \
            75 the database cannot be read.
            """)

    @Argument(help: "The address. A name without a domain is in myhostname.")
    var address: String

    @OptionGroup var reading: ReadOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let explanation = try Explanation.make(of: address, settings: try global.settings())
        try Console.print(explanation, asJSON: reading.json)
        if explanation.isUnanswered { throw ExitCode(ExitStatus.temporary.rawValue) }
        guard explanation.rows.contains(where: { $0.table == "Address" }) else {
            throw ExitCode(ExitStatus.no.rawValue)
        }
    }
}
