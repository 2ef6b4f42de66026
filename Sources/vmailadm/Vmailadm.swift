import AccountAdministration
import ArgumentParser
import CProcess
import Version

/// vmailadm: the accounts of a mail server, changed by its administrator.
///
/// SUMMARY
///
///     vmailadm [--config FILE] [--database FILE] NOUN VERB ...
///
/// DESCRIPTION
///
/// Every operation of the HOWTO's appendix as a command, and what `doveadm pw` does. Each command is one transaction on the
/// HOWTO's SQLite database: it does all of its work or none.
///
/// DIAGNOSTICS
///
/// One line on standard error for what went wrong. Exit codes: see `ExitStatus`.
///
/// SECURITY
///
/// Passwords are asked for or read from a descriptor, are wiped after use, and are in no output but that of `pw`, no error and no
/// core dump.
@main struct Vmailadm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmailadm",
        abstract: "Administer the accounts of a Postfix and Dovecot server in an SQLite database.",
        discussion: """
            Exit codes: 0 done, or yes. 1 no: no match, not found, exists already, still referred to, or something found by \
            "check". 64 the command line is wrong. 65 a name, a hash, a file or the database can't be used as it is. \
            75 the database is locked, missing or not permitted; nothing was changed.
            """,
        version: "vmailadm \(version)",
        subcommands: [
            Init.self,
            DomainCommand.self,
            TransportCommand.self,
            AddressCommand.self,
            AliasCommand.self,
            LocalAliasCommand.self,
            MailboxCommand.self,
            LoginCommand.self,
            CatchallCommand.self,
            RestrictionClassCommand.self,
            Explain.self,
            Check.self,
            Import.self,
            Export.self,
            Backup.self,
            Restore.self,
            PasswordHash.self,
        ])

    @OptionGroup var global: GlobalOptions

    static func main() {
        // No core dump and no ptrace: passwords pass through this process.
        process_hide_memory()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as AdministrationError {
            Console.write(error)
            exit(with: error.status)
        } catch {
            end(withParserError: error)
        }
    }

    /// Help and completion scripts go to standard output as they are; a wrong command line is one line on standard error.
    private static func end(withParserError error: any Error) -> Never {
        guard exitCode(for: error) != .success else { exit(withError: error) }
        if let code = error as? ArgumentParser.ExitCode { exit(withError: code) }
        let line = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        Console.error("\(line) (\"vmailadm --help\" tells more)")
        exit(with: .usage)
    }

    private static func exit(with status: ExitStatus) -> Never {
        exit(withError: ArgumentParser.ExitCode(status.rawValue))
    }
}
