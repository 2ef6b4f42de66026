import Testing

/// A version of Dovecot that the cases run on: how it is started, and how it is configured to use vmail-auth.
protocol DovecotDriver: Sendable {
    var version: String { get }

    /// The folder that is `/` to this Dovecot; empty if it is the machine's own.
    var root: String { get }

    /// The ways to connect it to vmail-auth, each described by a sample in `dovecot/`.
    var setups: [Setup] { get }

    /// The files to put in `place`, by name; `dovecot.conf` is the one that Dovecot is started with.
    func configuration(of setup: Setup, at place: Place, ports: Ports) throws -> [String: String]

    /// The command line that runs one of Dovecot's programs.
    func command(_ program: String, _ arguments: [String]) -> [String]

    /// The command line that asks vmail-dictd by hand; `verb` is `get` or `iter`.
    func dictCommand(_ verb: String, _ dict: String, _ key: String, at place: Place) -> [String]

    /// The userdb's fields that say where mail is; `%h` stands for the home.
    var mailFields: [String: String] { get }

    /// A last userdb that knows every name.
    var anyMailbox: String { get }
}

/// One way to connect a Dovecot to vmail-auth.
struct Setup: Sendable, CustomTestStringConvertible {
    enum Feature: Sendable {
        /// `doveadm user '*'` works.
        case listing
        /// A process is started for each login.
        case processes
        /// System accounts log in, too, through another passdb behind the deny look-up.
        case systemAccounts
        /// `auth_cache_size` has an effect on its logins.
        case cacheable
        /// `vmail-auth.lua` stands between.
        case lua
    }

    let driver: any DovecotDriver
    let name: String
    let features: Set<Feature>

    var testDescription: String { "Dovecot \(driver.version), \(name)" }

    /// The system accounts that are listed beside ours.
    var systemNames: [String] { features.contains(.systemAccounts) ? SystemAccount.all.map(\.name) : [] }

    static let drivers: [any DovecotDriver] = [Dovecot23(), Dovecot24()]
    static let all = drivers.flatMap { $0.setups }

    static func with(_ feature: Feature) -> [Setup] { all.filter { $0.features.contains(feature) } }
}

/// A folder as Dovecot sees it, and as we do.
struct Place: Sendable {
    let root: String
    let inside: String

    var outside: String { root + inside }
}

struct Ports: Sendable {
    let imap: UInt16
    let lmtp: UInt16

    /// The services that listen there, on loopback and without TLS, for a dovecot.conf. The setting for LMTP's address has one name in
    /// 2.3 and another in 2.4.
    func services(lmtpAddress: String) -> String {
        """
        service imap-login {
          inet_listener imap {
            port = \(imap)
          }
          inet_listener imaps {
            port = 0
          }
        }
        service lmtp {
          inet_listener lmtp {
            \(lmtpAddress) = 127.0.0.1
            port = \(lmtp)
          }
        }
        """
    }
}
