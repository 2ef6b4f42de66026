import PasswordSchemes

/// The settings, at their defaults. ``Settings/load(file:)`` reads a file; the programs' options override it.
public struct Settings: Equatable, Sendable {
    /// The database with the accounts: the path of an SQLite file, or a ``DatabaseURI`` of PostgreSQL servers.
    public var database = "/var/lib/vmail-auth/mail.sqlite"
    /// The unix socket that vmail-dictd serves.
    public var socket = "/run/vmail-auth/dict.sock"
    /// The permission bits of that socket, 0 to 0777.
    public var socketMode: UInt32 = 0o660
    /// The directory of all mail: a home is `vmailRoot/domain/localpart`.
    public var vmailRoot = "/home/vmail"
    /// The group of every virtual mailbox, 1 to 2³² − 2 (the HOWTO's `virtual_gid_maps`).
    public var gid: UInt32 = 800
    /// The mail location of every user, as in Dovecot 2.3: `driver:path`.
    public var mail = "maildir:~/Mail"
    /// The lowest uid that may own mail, 1 to 2³² − 2 (Dovecot's setting of the same name and default).
    public var firstValidUID: UInt32 = 500
    /// The scheme of a `vmPasswd` that names none.
    public var defaultScheme = "CRYPT"
    /// The domain of login names without one, in lower case; nil if a bare name is no account.
    public var myhostname: String?
    /// The least number of characters in a new password, 1 to 128.
    public var passwordMinLength = 8
    /// The most that verifying one password may cost.
    public var limits = CostLimits()
    /// Whether stored passwords may go to Dovecot, for it to compare them.
    public var handsOutHashes = true
    /// How long to wait for a database that another program has locked, in seconds, 0 to 60.
    public var busyTimeout = 5

    /// The unix socket where vmail-dictd answers Postfix; nil if it does not.
    public var postfixSocket: String?
    /// The permission bits of that socket, 0 to 0777.
    public var postfixSocketMode: UInt32 = 0o660
    /// The characters that separate an extension from a localpart, as Postfix's parameter of that name; empty if none does.
    public var recipientDelimiter = "+"

    /// The settings file of programs without `--config`.
    public static let defaultFile = "/etc/vmail-auth.conf"

    /// The defaults.
    public init() {}

    /// Dovecot 2.4's `mail_driver`: the driver in ``mail``.
    public var mailDriver: Substring { mail.prefix { $0 != ":" } }

    /// Dovecot 2.4's `mail_path`: the path in ``mail``. Parameters behind the path are separate settings in 2.4.
    public var mailPath: Substring { mail.dropFirst(mailDriver.count + 1).prefix { $0 != ":" } }
}

/// A mistake in the settings.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file or the option with the mistake.
    public let place: String
    /// The line in that file, from 1; nil if the whole file is meant.
    public let line: Int?
    /// The mistake, and how to correct it.
    public let problem: String

    /// A mistake.
    public init(place: String, line: Int?, problem: String) {
        self.place = place
        self.line = line
        self.problem = problem
    }

    /// One line: the place and the problem.
    public var description: String {
        if let line { "\(place) line \(line): \(problem)" } else { "\(place): \(problem)" }
    }
}
