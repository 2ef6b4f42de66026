import AccountStore
import Authentication
import NIOCore
import Settings

/// What the connections of one event loop share: a store of its own, and the settings.
///
/// It is not Sendable: it is made on its event loop, and stays there.
final class LookupWorker {
    private(set) var directory: AccountDirectory
    private(set) var dictFields: DictFields
    let log: LookupLog
    let turns = TurnQueue()
    /// Where passwords are compared.
    let hasher: LoginHasher
    /// What was done on this event loop.
    var counters = Counters()
    /// How often the settings were read again.
    private(set) var settingsNumber = 0

    private let context: StoreContext
    private let makeStore: StoreFactory
    private var batch: [() -> Void] = []

    init(
        settings: Settings, context: StoreContext, makeStore: @escaping StoreFactory, log: LookupLog,
        hasher: LoginHasher
    ) {
        self.context = context
        self.makeStore = makeStore
        self.log = log
        self.hasher = hasher
        dictFields = DictFields(settings)
        directory = Self.directory(settings, makeStore(settings, context), log)
        askOnce()
    }

    /// How long a question waits for a lock, in seconds.
    var busyTimeout: Int { directory.settings.busyTimeout }

    /// Goes on with other settings. Questions that wait for a lock meet them at their next attempt.
    func apply(_ settings: Settings) {
        // A store that is kept knows the files that it had open. One over servers gives them a time that depends on busy_timeout.
        let isSame =
            settings.database == directory.settings.database
            && (settings.databaseURI == nil || settings.busyTimeout == busyTimeout)
        directory = Self.directory(settings, isSame ? directory.store : makeStore(settings, context), log)
        dictFields = DictFields(settings)
        settingsNumber += 1
        if !isSame { askOnce() }
    }

    private static func directory(
        _ settings: Settings, _ store: any AccountStore, _ log: LookupLog
    ) -> AccountDirectory {
        AccountDirectory(settings: settings, store: store) { warning in
            log.report(Notice(kind: warning.description, text: warning.description))
        }
    }

    /// Asks a question, so that the store knows the database from the beginning, and logs why it cannot be read. The server starts all
    /// the same: its answers are temporary failures until the database is there.
    private func askOnce() {
        directory.users(after: .max, limit: 1) { [log] result in
            guard case .failure(let failure) = result else { return }
            let text = "\(failure); look-ups fail until this is repaired"
            log.report(Notice(level: .error, kind: failure.description, text: text))
        }
    }

    /// Calls `work` when the event loop has read from all sockets that have something, with the work of other connections. The questions
    /// of all share a read of the database.
    func batch(on loop: any EventLoop, _ work: @escaping () -> Void) {
        batch.append(work)
        guard batch.count == 1 else { return }
        loop.assumeIsolated().execute {
            let batch = self.batch
            self.batch.removeAll(keepingCapacity: true)
            self.sharing(batch.count > 1) { for work in batch { work() } }
        }
    }

    /// Calls `work`, whose questions share a read of the database if there are `several`.
    func sharing(_ several: Bool, _ work: () -> Void) {
        if several { directory.store.share(work) } else { work() }
    }

    /// Counts an answered question, and logs it if look-ups are logged.
    func count(_ question: some LookupQuestion, _ result: LookupResult, since start: NIODeadline, now: NIODeadline) {
        guard case .lookup(let table) = question.kind else { return }
        let nanoseconds = UInt64(clamping: (now - start).nanoseconds)
        counters.countLookup(table, result, nanoseconds: nanoseconds)
        if log.hasLookups {
            log.debug("\(question.description): \(result.name) in \(microseconds(nanoseconds))")
        }
    }
}

/// Makes the store of an event loop; each has one of its own.
public typealias StoreFactory = @Sendable (Settings, StoreContext) -> any AccountStore
