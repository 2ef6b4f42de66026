import ArgumentParser
import Logging
import PostgresAccountStore
import ServerProgram
import Settings
import Version

/// vmail-dictd-pgsql: vmail-dictd over PostgreSQL servers.
///
/// SUMMARY
///
///     vmail-dictd [--config FILE] --database URI [--socket PATH] [--postfix-socket PATH] [--verbose]
///
/// DESCRIPTION
///
/// vmail-dictd becomes this program if the setting `database` is a URI that begins with `postgresql://`. Options, protocols and
/// signals are vmail-dictd's. All event loops share one connection, to the first server of the URI's list that can be connected; if it
/// breaks or is silent, the next server is asked.
///
/// DIAGNOSTICS
///
/// vmail-dictd's, and a line for each change of the connection.
///
/// BUGS
///
/// It stays with a later server of the list while that answers, although an earlier one may be back: a standby that was away answers
/// from an old state until it has caught up.
@main struct VmailDictdPgsql: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmail-dictd-pgsql",
        abstract: "Tell Dovecot who may log in and where the mail is, and Postfix where mail goes.",
        discussion:
            "Serves what vmail-dictd serves, from the accounts in PostgreSQL. vmail-dictd becomes this program.",
        version: "vmail-dictd-pgsql \(version)")

    @OptionGroup var options: ServerOptions

    @Option(help: .hidden) var startedBy: String?

    func validate() throws {
        guard startedBy == nil || startedBy == version else {
            throw ValidationError(
                "vmail-dictd is version \(startedBy ?? ""), and vmail-dictd-pgsql version \(version); install the same version of both"
            )
        }
    }

    func run() async throws {
        let pool = ServerPool()
        try await runServer(options) { (settings) throws(SettingsError) in
            guard let uri = settings.databaseURI else {
                throw SettingsError(
                    place: "database", line: nil,
                    problem: "\(settings.databaseName) is a file; restart vmail-dictd, which serves files")
            }
            if let problem = PostgresServers.mistake(in: uri.text) {
                let reason =
                    uri.hasPassword ? "libpq cannot use it, and its reason may quote the password: try psql" : problem
                throw SettingsError(place: "database", line: nil, problem: "\(uri.name): \(reason)")
            }
        } makeStore: { settings, context in
            PostgresAccountStore(pool.servers(settings, context), execute: context.execute)
        }
    }
}
