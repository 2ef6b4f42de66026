import AccountStore
import Authentication
import DictProtocol
import Logging
import NIOCore
import SQLiteAccountStore
import SecretBytes
import Settings
import TerminalText

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

    /// How often the settings were read again.
    private(set) var reloads = 0

    /// The error of a list whose parts come from two databases.
    var replaced: StoreError {
        StoreError(.other, database: directory.settings.database, problem: "was replaced while it was listed")
    }

    /// Goes on with other settings; look-ups that wait for a lock meet them at their next attempt.
    func apply(_ settings: Settings) {
        directory = Self.directory(settings, log)
        userdbFields = AccountFields(settings, prefix: "")
        passdbFields = AccountFields(settings, prefix: "userdb_")
        reloads += 1
    }

    private static func directory(_ settings: Settings, _ log: LookupLog) -> AccountDirectory {
        let store = SQLiteAccountStore(path: settings.database, busyTimeout: 0)
        return AccountDirectory(settings: settings, store: store) { log.log(.warning, $0.description) }
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
        guard several else { return work() }
        log.hold()
        directory.store.share(work)
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
    func users(after number: Int64, limit: Int) throws(TemporaryFailure) -> UserPage {
        var answer: Result<UserPage, TemporaryFailure>?
        directory.users(after: number, limit: limit) { answer = $0 }
        guard let answer else { throw .noHostname }
        return try answer.get()
    }

    /// Logs what is wrong with the database, if it cannot be read.
    func complainIfUnreadable() {
        do throws(TemporaryFailure) {
            _ = try users(after: .max, limit: 1)
        } catch {
            log.log(.error, "\(error); look-ups fail until that is mended")
        }
    }

    private func userdbReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        var verdict = DeliveryVerdict.unknown
        directory.userdb(user) { verdict = $0 }
        switch verdict {
        case .found(let account):
            var value = JSONObject()
            userdbFields.add(account, to: &value)
            value.add("user", account.name.description)
            result = .found
            return DictReply.found(value)
        case .unknown:
            result = .unknown
            return DictReply.notFound
        case .temporaryFailure(let failure):
            throw failure
        }
    }

    /// A denied user gets a whole reply too, with `fail`: so Dovecot spends the same time on the password, and refuses.
    private func passdbReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        var value = JSONObject()
        var outcome: Result<Bool, TemporaryFailure> = .success(false)
        directory.credentials(user) { entry in
            switch entry.verdict {
            case .allowed:
                self.result = .found
            case .denied:
                self.result = .denied
                value.add("fail", "y")
            case .unknown:
                self.result = .unknown
                return
            case .temporaryFailure(let failure):
                outcome = .failure(failure)
                return
            }
            outcome = .success(true)
            if let name = entry.name { value.add("user", name.description) }
            switch entry.password {
            case .some(let password): password.withUnsafeBytes { value.add("password", $0) }
            case nil: break
            }
            if let account = entry.account { self.passdbFields.add(account, to: &value) }
        }
        return try outcome.get() ? DictReply.found(value) : DictReply.notFound
    }

    private func denyReply(_ user: ArraySlice<UInt8>) throws(TemporaryFailure) -> [UInt8] {
        var answer: Result<Bool, TemporaryFailure> = .success(false)
        directory.isLoginBlocked(user) { answer = $0 }
        guard try answer.get() else {
            result = .unknown
            return DictReply.notFound
        }
        var value = JSONObject()
        value.add("nopassword", "y")
        result = .found
        return DictReply.found(value)
    }
}
