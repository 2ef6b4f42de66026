import AccountStore
import Authentication
import CProcess
import CheckpasswordProtocol
import Glibc
import SQLiteAccountStore
import SecretBytes
import Settings
import TerminalText

/// vmail-checkpassword: verifies one login.
///
/// SUMMARY
///
///     vmail-checkpassword [--config FILE] [--database FILE] [--direct-reply] PROGRAM [ARGUMENT ...]
///     vmail-checkpassword --version | --help
///
/// DESCRIPTION
///
/// Reads a login name and a password from file descriptor 3, as cr.yp.to/checkpwd/interface.html describes, and looks them up in the
/// HOWTO's SQLite database. If the password is right and the account may log in, it becomes PROGRAM:
///
/// - for Dovecot 2.3 (ORIG_UID is in the environment) as the same uid, with USER, HOME, SHELL, `userdb_uid`, `userdb_gid`,
///   `userdb_mail` and EXTRA set, which Dovecot's checkpassword-reply hands back. With AUTHORIZED=1 there is no password to
///   check: the user is looked up for a delivery, or with CREDENTIALS_LOOKUP=1 for the stored password;
/// - for any other caller with the account's gid and uid and no other group, in its home directory, with USER, HOME and SHELL set.
///
/// With --direct-reply it does itself what checkpassword-reply would do, which saves starting another program.
///
/// DIAGNOSTICS
///
/// A line on standard error for what an administrator has to mend; Dovecot logs it. None for a wrong password. Exit codes: see
/// `exitCode(_:for:)`: 1 refused, 2 misused, 3 unknown in a look-up, 111 temporary failure.
///
/// SECURITY
///
/// The password is in memory that is wiped, and in no core dump. A stored password is handed on for a credentials look-up only.
/// Never becomes uid 0. The database is opened for reading and never created.
///
/// BUGS
///
/// A request of more than 512 bytes is refused: the interface has no longer ones. Without root's rights it serves Dovecot only.
/// Any other caller's variables and descriptors, but for 3, go on to PROGRAM as they are.
@main enum VmailCheckpassword {
    static func main() {
        run { SQLiteAccountStore(path: $0.database, busyTimeout: Int32($0.busyTimeout) * 1000) }
    }

    /// The program over a store that answers before it returns; `store` makes it from the settings.
    static func run(over store: (Settings) -> any AccountStore) -> Never {
        // No core dump and no ptrace: the password passes through this process. Ends with the exec.
        process_hide_memory()
        let arguments = CommandLine.words
        let environment = Environment.current()
        let caller = Caller(environment: environment)

        if !caller.isDovecot, let text = CheckpasswordCommand.information(arguments: arguments) {
            print(text)
            exit(0)
        }

        // Before anything that can fail: Dovecot takes a child that left its request unread for a broken one.
        let request: CheckpasswordRequest
        do {
            request = try CheckpasswordRequest.read(from: 3)
        } catch {
            end(.badRequest(error), for: caller, because: error.description)
        }

        let command: CheckpasswordCommand
        var settings: Settings
        do {
            command = try CheckpasswordCommand(arguments: arguments)
        } catch {
            end(.misused, for: caller, because: error.description)
        }
        if command.directReply, !caller.isDovecot {
            end(.misused, for: caller, because: "--direct-reply is for Dovecot, which sets ORIG_UID")
        }
        // A closed descriptor 4 would become one of the database's files, and the reply would be written into that.
        if command.directReply, process_is_writable(replyDescriptor) == 0 {
            let reason = "--direct-reply writes to file descriptor 4, which is not open for writing"
            end(.misused, for: caller, because: reason)
        }
        do {
            settings = try Settings.load(file: command.config)
        } catch {
            end(.temporaryFailure, for: caller, because: error.description)
        }
        if let database = command.database { settings.database = database }
        if settings.databaseURI != nil {
            end(
                .temporaryFailure, for: caller,
                because:
                    "database \(settings.databaseName): vmail-checkpassword reads SQLite files only; for PostgreSQL use vmail-dictd, "
                    + "with Dovecot's passdb and userdb \"dict\"")
        }

        let directory = AccountDirectory(settings: settings, store: store(settings)) { log($0.description) }
        Answer(caller: caller, command: command, environment: environment).give(to: request, from: directory)
    }

    /// Ends the program with the exit code for `outcome`, and says why if an administrator should know.
    static func end(_ outcome: Outcome, for caller: Caller, because reason: String? = nil) -> Never {
        if let reason { log(reason) }
        exit(exitCode(outcome, for: caller))
    }

    /// One line on standard error.
    static func log(_ line: String) {
        var text = "vmail-checkpassword: \(oneLine(line))\n"
        text.withUTF8 { _ = Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
