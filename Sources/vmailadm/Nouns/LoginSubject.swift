import AccountAdministration
import ArgumentParser

/// Whose logins a command blocks or allows: an account's, or those of all accounts of a domain.
struct LoginSubject: ParsableArguments {
    @Argument(help: "The account.") var account: String?
    @Option(help: ArgumentHelp("All accounts of this domain instead.", valueName: "name")) var domain: String?

    func validate() throws {
        guard (account == nil) != (domain == nil) else {
            throw ValidationError("name one account, or a domain with --domain")
        }
    }
}
