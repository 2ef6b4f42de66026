import AccountDatabase
import Authentication
import DictProtocol
import Logging
import NIOCore
import SecretBytes
import Settings

/// Answers look-ups for all connections of one event loop, with a database connection of its own.
///
/// It is not Sendable: it is made on its event loop, and stays there.
final class LookupWorker {
    private var directory: AccountDirectory
    let log: LookupLog
    /// What was done on this event loop.
    var counters = Counters()
    /// What the last look-up came to.
    private(set) var result = LookupResult.temporaryFailure
    private var reloads = 0
    private var queue: [() -> Void] = []
    private var userdbFields: AccountFields
    private var passdbFields: AccountFields

    init(settings: Settings, logger: Logger) {
        log = LookupLog(logger)
        directory = Self.directory(settings, log)
        userdbFields = AccountFields(settings, prefix: "")
        passdbFields = AccountFields(settings, prefix: "userdb_")
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
        directory = Self.directory(settings, log)
        userdbFields = AccountFields(settings, prefix: "")
        passdbFields = AccountFields(settings, prefix: "userdb_")
        reloads += 1
    }

    private static func directory(_ settings: Settings, _ log: LookupLog) -> AccountDirectory {
        AccountDirectory(settings: settings, waiting: .atCaller) { log.log(.warning, $0.description) }
    }

    /// Runs `work`, which answers commands that have been read, together with that of other connections: when the event loop has
    /// read from all that have something.
    func together(on loop: any EventLoop, _ work: @escaping () -> Void) {
        queue.append(work)
        guard queue.count == 1 else { return }
        loop.assumeIsolated().execute {
            let queue = self.queue
            self.queue.removeAll(keepingCapacity: true)
            self.sharing(queue.count > 1) { for work in queue { work() } }
        }
    }

    /// Runs `work`, whose look-ups share one read of the database if there are `several`.
    func sharing(_ several: Bool, _ work: () -> Void) {
        guard several, !directory.isSharing else { return work() }
        log.hold()
        directory.beginSharing()
        work()
        directory.endSharing()
        log.release()
    }

    /// The reply to a look-up of `user` in `dict`.
    func reply(_ dict: DictName, user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
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
            log.log(.error, "\(error); look-ups fail until that is mended")
        }
    }

    private func userdbReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        switch directory.userdb(user) {
        case .allowed(let account):
            var value = JSONObject()
            userdbFields.add(account, to: &value)
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
    private func passdbReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
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
        if let account = credentials.account { passdbFields.add(account, to: &value) }
        return DictReply.found(value)
    }

    private func denyReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
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
