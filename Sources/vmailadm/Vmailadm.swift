import AccountAdministration
import ArgumentParser
import CProcess
import Version

/// vmailadm: administers the accounts of a mail server.
///
/// SUMMARY
///
///     vmailadm [--config FILE] [--database FILE] NOUN VERB ...
///
/// DESCRIPTION
///
/// Has a command for every operation in the HOWTO's appendix, and does what `doveadm pw` does. Each command is one transaction on
/// the HOWTO's SQLite database: it does all of its work or none.
///
/// DIAGNOSTICS
///
/// Prints one line on standard error for each error. Exit codes: see `ExitStatus`.
///
/// SECURITY
///
/// Asks for passwords or reads them from a descriptor, and wipes them after use. No error message and no core dump contains a
/// password or a hash.
@main struct Vmailadm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmailadm",
        abstract: "Administer the accounts of a Postfix and Dovecot server in an SQLite database.",
        discussion: """
            Exit codes: 0 done, or yes. 1 no: no match, not found, exists already, still referred to, or a problem that "check" \
            found. 64 the command line is wrong. 65 a name, a hash, a file or the database cannot be used. \
            75 the database is locked, missing or not permitted; nothing was changed.
            """,
        version: "vmailadm \(version)",
        subcommands: [
            Init.self,
            SchemaCommand.self,
            DomainCommand.self,
            TransportCommand.self,
            AddressCommand.self,
            AliasCommand.self,
            LocalAliasCommand.self,
            MailboxCommand.self,
            LoginCommand.self,
            CatchallCommand.self,
            SenderCommand.self,
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
            try expectUTF8()
            var command = try parseAsRoot()
            try command.run()
        } catch let error as AdministrationError {
            Console.write(error)
            exit(with: error.status)
        } catch {
            end(withParserError: error)
        }
    }

    /// Prints help and completion scripts on standard output, or what is wrong with the command line on standard error, and exits.
    private static func end(withParserError error: any Error) -> Never {
        guard exitCode(for: error) != .success else { exit(withError: error) }
        if let code = error as? ArgumentParser.ExitCode { exit(withError: code) }
        let line = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        let words = Array(CommandLine.arguments.dropFirst())
        Console.error(UsageMessage(line, words: words, below: Self.self).line)
        exit(with: .usage)
    }

    private static func exit(with status: ExitStatus) -> Never {
        exit(withError: ArgumentParser.ExitCode(status.rawValue))
    }
}
