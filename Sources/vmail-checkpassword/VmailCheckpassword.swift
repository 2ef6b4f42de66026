import AccountStore
import Authentication
import CProcess
import CheckpasswordProtocol
import Glibc
import SQLiteAccountStore
import SecretBytes
import Settings
import TerminalText

/// vmail-checkpassword: verifies one login, and becomes the program on its command line. Its manual is vmail-checkpassword(8).
///
/// For Dovecot 2.3 (ORIG_UID is in the environment) that program gets the account's fields in variables, or with --direct-reply
/// Dovecot gets them from this one. With AUTHORIZED=1 there is no password to check: the user is looked up for a delivery, or with
/// CREDENTIALS_LOOKUP=1 for the stored password. For any other caller the program runs with the account's gid and uid.
///
/// SECURITY: the password is in memory that is wiped, and in no core dump. A stored password is handed on for a credentials
/// look-up only. Never becomes uid 0. The database is opened for reading and never created.
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
        do {
            command = try CheckpasswordCommand(arguments: arguments)
        } catch {
            end(.misused, for: caller, because: error.description)
        }
        if command.directReply, !caller.isDovecot {
            end(.misused, for: caller, because: "--direct-reply is for Dovecot, which sets ORIG_UID")
        }
        // A closed descriptor 4 would become one of the database's files, and the reply would be written into that.
        if command.directReply, process_is_writable(Answer.replyDescriptor) == 0 {
            let reason = "--direct-reply writes to file descriptor 4, which is not open for writing"
            end(.misused, for: caller, because: reason)
        }

        var settings: Settings
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
        let answer = Answer(
            caller: caller, command: command, environment: environment, settings: settings, user: request.user)
        answer.give(to: request, from: directory)
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
