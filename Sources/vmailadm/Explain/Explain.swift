import AccountAdministration
import ArgumentParser

/// `vmailadm explain`
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what the database says of an address, and what comes of it.",
        discussion: """
            The answers are those that Dovecot gets: they come from the same code. Of a password only its scheme is shown.

            Exit codes: 0 explained. 1 there is no such address. 65 no account can have that name. 75 the database can't be read.
            """)

    @Argument(help: "The address; a name without a domain is one of myhostname.")
    var address: String

    @OptionGroup var reading: ReadOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let explanation = try Explanation.make(of: address, settings: try global.settings())
        if reading.json {
            try Console.printJSON(ExplanationDocument(explanation))
        } else {
            Console.print(explanation.text)
        }
        if explanation.isUnanswered { throw ExitCode(ExitStatus.temporary.rawValue) }
        let isThere = explanation.rows.contains { $0.table == "Address" }
        guard isThere else { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
