import PasswordSchemes

/// What an administrator can set, with the defaults that hold where no file says otherwise.
///
/// Read from `/etc/vmail-auth.conf` by ``Settings/load(file:)``; the programs' options are put on top.
public struct Settings: Equatable, Sendable {
    /// The SQLite file with the accounts.
    public var database = "/var/lib/vmail-auth/mail.sqlite"
    /// The unix socket that vmail-dictd serves.
    public var socket = "/run/vmail-auth/dict.sock"
    /// The permission bits of that socket, 0 to 0777.
    public var socketMode: UInt32 = 0o660
    /// The directory that holds a directory for each domain, and in that one for each account.
    public var vmailRoot = "/home/vmail"
    /// The group of every virtual mailbox, 1 to 2³² − 2 (the HOWTO's `virtual_gid_maps`).
    public var gid: UInt32 = 800
    /// Where a user's mail is, in Dovecot's words: `driver:path`.
    public var mail = "maildir:~/Mail"
    /// The lowest uid that may own mail, 1 to 2³² − 2 (Dovecot's setting of the same name and default).
    public var firstValidUID: UInt32 = 500
    /// The scheme of a `vmPasswd` that names none.
    public var defaultScheme = "CRYPT"
    /// The domain of login names without one, in lower case; nil if bare names are nobody's.
    public var myhostname: String?
    /// The most that comparing one password may cost.
    public var limits = CostLimits()
    /// How long to wait for a database that somebody else has locked, in seconds, 0 to 60.
    public var busyTimeout = 5

    /// The file that is read where no other is named.
    public static let defaultFile = "/etc/vmail-auth.conf"

    /// The defaults.
    public init() {}

    /// Dovecot 2.4's `mail_driver`: what stands in ``mail`` before the path.
    public var mailDriver: Substring { mail.prefix { $0 != ":" } }

    /// Dovecot 2.4's `mail_path`: the path alone. What may stand behind it are settings of their own there.
    public var mailPath: Substring { mail.dropFirst(mailDriver.count + 1).prefix { $0 != ":" } }
}

/// What is wrong with the settings, said so that the administrator can mend it.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, or the option, that the mistake is in.
    public let place: String
    /// The line in that file, from 1; nil if the mistake is the file itself.
    public let line: Int?
    /// What is wrong.
    public let problem: String

    /// One line: the place, and what is wrong there.
    public var description: String {
        if let line { "\(place) line \(line): \(problem)" } else { "\(place): \(problem)" }
    }
}
