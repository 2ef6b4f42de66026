import AccountDatabase
import Authentication
import DictProtocol
import Logging
import SecretBytes
import Settings

/// Answers look-ups for all connections of one event loop, with a database connection of its own.
///
/// It is not Sendable: it is made on its event loop, and stays there.
final class LookupWorker {
    private var directory: AccountDirectory
    let logger: Logger
    /// True if each look-up is logged.
    let logsLookups: Bool
    /// What was done on this event loop.
    var counters = Counters()
    /// What the last look-up came to.
    private(set) var result = LookupResult.temporaryFailure
    private var reloads = 0

    init(settings: Settings, logger: Logger) {
        self.logger = logger
        logsLookups = logger.logLevel <= .debug
        directory = Self.directory(settings, logger)
    }

    /// How long a look-up waits for somebody else's lock, in seconds.
    var busyTimeout: Int { directory.settings.busyTimeout }

    /// Which settings and which database file an answer came from.
    struct Source: Equatable {
        fileprivate let reloads: Int
        fileprivate let generation: Int
    }

    /// Where the last answer came from.
    var source: Source { Source(reloads: reloads, generation: directory.generation) }

    /// The error of a list whose parts come from two databases.
    var replaced: DatabaseError {
        DatabaseError(.other, path: directory.settings.database, detail: "was replaced while it was listed")
    }

    /// Goes on with other settings; look-ups that wait for a lock meet them at their next attempt.
    func apply(_ settings: Settings) {
        directory = Self.directory(settings, logger)
        reloads += 1
    }

    private static func directory(_ settings: Settings, _ logger: Logger) -> AccountDirectory {
        AccountDirectory(settings: settings, waiting: .atCaller) { logger.warning("\($0)") }
    }

    /// The reply to a look-up of `user` in `dict`.
    func reply(_ dict: DictName, user: some Collection<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        result = .temporaryFailure
        switch dict {
        case .userdb: return try userdbReply(user)
        case .passdb: return try passdbReply(user)
        case .deny: return try denyReply(user)
        }
    }

    /// The users after row `number`; begin after `Int64.min`.
    func users(after number: Int64, limit: Int) throws(TemporaryFailure) -> AccountDirectory.Page {
        try directory.users(after: number, limit: limit)
    }

    /// Logs what is wrong with the database, if it can't be read.
    func complainIfUnreadable() {
        do throws(TemporaryFailure) {
            _ = try directory.users(after: .max, limit: 1)
        } catch {
            logger.error("\(error); look-ups fail until that is mended")
        }
    }

    private func userdbReply(_ user: some Collection<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        switch directory.userdb(user) {
        case .allowed(let account):
            var value = JSONObject()
            value.add(account, prefix: "")
            value.add("user", account.name.description)
            result = .found
            return DictReply.found(value)
        case .unknown, .denied:
            result = .unknown
            return DictReply.notFound
        case .temporaryFailure(let failure):
            throw failure
        }
    }

    /// A denied user gets a whole reply too, with `fail`: so Dovecot spends the same time on the password, and refuses.
    private func passdbReply(_ user: some Collection<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        let credentials = directory.credentials(user)
        var value = JSONObject()
        switch credentials.verdict {
        case .allowed:
            result = .found
        case .denied:
            result = .denied
            value.add("fail", "y")
        case .unknown:
            result = .unknown
            return DictReply.notFound
        case .temporaryFailure(let failure): throw failure
        }
        if let name = credentials.name { value.add("user", name.description) }
        switch credentials.password {
        case .some(let password): password.withUnsafeBytes { value.add("password", $0) }
        case nil: break
        }
        if let account = credentials.account { value.add(account, prefix: "userdb_") }
        return DictReply.found(value)
    }

    private func denyReply(_ user: some Collection<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        switch directory.isLoginOff(user) {
        case .allowed(true):
            var value = JSONObject()
            value.add("nopassword", "y")
            result = .found
            return DictReply.found(value)
        case .allowed(false), .denied, .unknown:
            result = .unknown
            return DictReply.notFound
        case .temporaryFailure(let failure):
            throw failure
        }
    }
}

extension JSONObject {
    /// Adds the userdb's fields. `mail` is for Dovecot 2.3, `mail_driver` and `mail_path` for 2.4; each ignores the other's.
    fileprivate mutating func add(_ account: Account, prefix: String) {
        add(prefix + "uid", String(account.uid))
        add(prefix + "gid", String(account.gid))
        add(prefix + "home", account.home)
        add(prefix + "mail", account.mail)
        add(prefix + "mail_driver", account.mailDriver.utf8)
        add(prefix + "mail_path", account.mailPath.utf8)
    }
}
