import AccountStore
import Foundation
import Logging
import NIOCore
import NIOEmbedded
import SQLiteAccountStore
import Settings
import TestSupport

@testable import LookupServer

/// A connection without a socket, over a real database.
final class Client {
    let database: TemporaryDatabase
    let channel = EmbeddedChannel()
    let log = LineRecorder()
    let worker: LookupWorker
    /// In front of the database: answers late, or fails.
    let store: FailingStore
    /// Where passwords are compared: at once, unless they are held.
    let threads = HeldThreads()

    init(
        _ statements: String = "", busyTimeout: Int = 5, logLevel: Logger.Level = .info,
        session: any Session = DictSession()
    ) throws {
        database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}secret');
            """ + statements)
        var settings = Settings()
        settings.database = database.path
        settings.busyTimeout = busyTimeout
        var logger = Logger(label: "test", factory: log.handler)
        logger.logLevel = logLevel
        let store = FailingStore(SQLiteAccountStore(path: database.path, busyTimeout: 0))
        self.store = store
        let made = UncheckedStore(store: store)
        worker = LookupWorker(
            settings: settings, context: StoreContext(loop: channel.embeddedEventLoop, logger: logger),
            makeStore: { _, _ in made.store }, log: LookupLog(logger),
            hasher: LoginHasher(pool: HashingPool(threads, settings: settings), loop: channel.embeddedEventLoop))
        try channel.pipeline.syncOperations.addHandler(SessionHandler(session, worker: worker))
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
    }

    func send(_ text: some StringProtocol) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        takeTurns()
    }

    /// Lets the event loop do what there is to do now, with fifty turns.
    func takeTurns() {
        channel.embeddedEventLoop.run()
        for _ in 1...50 { channel.embeddedEventLoop.advanceTime(by: .microseconds(25)) }
    }

    /// Gives the answer that has waited longest, or the one at `index`.
    func answer(at index: Int = 0) {
        store.answer(at: index)
        takeTurns()
    }

    /// All that was sent since the last time.
    func received() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    func ask(_ text: String) throws -> String {
        try send(text)
        return try received()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }
}

/// Sendable because a test and its embedded event loop are one thread.
private struct UncheckedStore: @unchecked Sendable {
    let store: FailingStore
}

/// Keeps what is logged.
final class LineRecorder: @unchecked Sendable {
    // Sendable because every access to `lines` holds the lock.
    private let lock = NSLock()
    private var recorded: [String] = []

    var lines: [String] { lock.withLock { recorded } }

    func handler(_ label: String) -> any LogHandler { Handler(recorder: self) }

    private struct Handler: LogHandler {
        let recorder: LineRecorder
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            recorder.lock.withLock { recorder.recorded.append("\(event.level): \(event.message)") }
        }
    }
}
