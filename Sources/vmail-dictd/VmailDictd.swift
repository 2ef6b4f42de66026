import ArgumentParser
import SQLiteAccountStore
import ServerProgram
import Settings
import Version

/// vmail-dictd: tells Dovecot who may log in and where the mail is, and Postfix where mail goes.
///
/// SUMMARY
///
///     vmail-dictd [--config FILE] [--database FILE] [--socket PATH] [--postfix-socket PATH] [--verbose]
///     vmail-dictd --version | --help
///
/// DESCRIPTION
///
/// Serves Dovecot's dict protocol on a unix socket, from the HOWTO's SQLite database: to Dovecot 2.3 as passdb and userdb `dict` over
/// `proxy:` URIs, to both versions through Lua. The dictionaries `userdb`, `passdb` and `deny` open the keys
/// `shared/<dictionary>/<user>`; `userdb` can be listed. `verify` compares passwords. Runs in the foreground.
///
/// If `postfix_socket` is set, serves Postfix's socketmap protocol on that socket, with the parameters of main.cf as names of maps. An
/// unknown map is PERM and an error in the log.
///
/// Each question is asked of the file that the database's path names at that moment: one that was replaced or written over is read anew.
/// While it cannot be read, every answer is a temporary failure.
///
/// SIGNALS
///
/// - SIGHUP makes it read its settings again: all of them or, if there is a mistake, none.
/// - SIGTERM and SIGINT make it answer what it was asked, and end, after 10 seconds at the latest;
///   not while a look-up hangs, for example on a disk that does not answer.
/// - SIGUSR1 makes it log its counters since the start: clients now and in all, lists, look-ups by dictionary and result, with all of
///   Postfix's maps together, and the times of look-ups from the command to the reply, waiting for a lock included. A quantile may be
///   given an eighth too large.
///
/// SERVICE MANAGER
///
/// - NOTIFY_SOCKET: READY=1 when it listens, RELOADING=1 with MONOTONIC_USEC and then READY=1 for a SIGHUP, STOPPING=1, each with a
///   STATUS. Fit for systemd's Type=notify and notify-reload.
/// - WATCHDOG_USEC, WATCHDOG_PID: WATCHDOG=1 twice in that time, each after every event loop has done a task. A look-up that hangs
///   stops that. To wait for a lock is not to hang.
/// - LISTEN_FDS, LISTEN_PID, LISTEN_FDNAMES: the descriptors from 3 on are served, which must be unix stream sockets that listen. The
///   name `postfix` is Postfix's socket; `dict`, `vmail-dictd.socket` and no name are Dovecot's. The settings of such a socket, with
///   its mode, are not used then, and no path is made, changed or removed. A client that comes while vmail-dictd is restarted waits
///   for the next one, and every command that was sent is answered.
/// - JOURNAL_STREAM: if standard error is the journal, lines begin with their priority (`<3>`) and not with the program's name.
///
/// DIAGNOSTICS
///
/// Lines on standard error: for the start, a SIGHUP, the end, and errors. Of several lines of a kind the first is logged, and every 5
/// seconds how many came after it. With --verbose also a line for each look-up: the dictionary, the user, the result and the time it
/// took. Lines that do not fit into a pipe that nobody reads are lost and counted. Exit code 0 after a signal to end, 1 if it cannot
/// serve, 64 for a wrong command line.
///
/// SECURITY
///
/// Every user who may write to Dovecot's socket can read stored passwords, unless `hand_out_hashes = no`, and try passwords: keep
/// `socket_mode` and the group of its directory to Dovecot's. Passwords to verify are in memory that is overwritten. Postfix's socket gives away addresses and where their mail goes, and no passwords. The database is opened for reading and
/// never created. No passwords are logged, and there are no core dumps.
///
/// BUGS
///
/// Lists are not sorted, and have no values. Where Dovecot itself compares passwords (`passdb`), the time of an unknown user is not
/// made equal to that of a wrong password; Dovecot's `auth_failure_delay` hides it. With `verify` it is.
struct VmailDictd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmail-dictd",
        abstract: "Tell Dovecot who may log in and where the mail is, and Postfix where mail goes.",
        discussion: """
            Serves Dovecot's dict protocol on a unix socket, and Postfix's socketmap protocol on another one, from the accounts in \
            an SQLite database.
            """,
        version: "vmail-dictd \(version)")

    @OptionGroup var options: ServerOptions

    func run() async throws {
        try await runServer(options) { (settings) throws(SettingsError) in
            if settings.databaseURI != nil { throw Self.restartNeeded(settings) }
        } makeStore: { settings, _ in
            SQLiteAccountStore(path: settings.database, busyTimeout: 0)
        }
    }

    /// Another program serves PostgreSQL, and a running one cannot become it without losing its clients.
    private static func restartNeeded(_ settings: Settings) -> SettingsError {
        SettingsError(
            place: "database", line: nil,
            problem: "\(settings.databaseName) is no file; restart vmail-dictd to serve it")
    }
}
