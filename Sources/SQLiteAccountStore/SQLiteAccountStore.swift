import AccountStore
import SecretBytes

/// The accounts of an SQLite file. It answers each question before the method returns.
///
/// Each question is asked of the files that the path names at that moment: a database that was replaced, or whose `-wal` or `-shm` was, is opened
/// anew, and one that is gone is an error, even where the open file could still answer. A question is one read transaction, which ends
/// before the completion is called, so that no lock outlives it; questions in ``share(_:)`` have one transaction together.
package final class SQLiteAccountStore: AccountStore {
    private let path: String
    private let busyTimeout: Int32
    private var database: OpenDatabase?
    /// The files that were last opened; kept when the database is closed after an error.
    private var files: DatabaseFiles?
    private var source = 0
    private var isSharing = false
    /// The answers that the open transaction has given; nil outside a transaction.
    private var answersInTransaction: Int?

    /// The most questions in one transaction. Outside WAL mode nobody can write while it lasts.
    private static let mostSharing = 64

    /// A store over the file at `path`, which is opened at the first question. A locked database is waited for up to `busyTimeout`
    /// milliseconds; 0 gives ``StoreError/Kind/locked`` at once.
    package init(path: String, busyTimeout: Int32) {
        self.path = path
        self.busyTimeout = busyTimeout
    }

    package var name: String { path }

    package func account(
        localpart: String, domain: String, wantsPassword: Bool,
        then completion: @escaping (consuming Result<AccountRows, StoreError>) -> Void
    ) {
        completion(
            ask { (database) throws(StoreError) in
                try database.rows(localpart: localpart, domain: domain, wantsPassword: wantsPassword)
            })
    }

    package func mailboxes(
        after number: Int64, limit: Int, then completion: @escaping (Result<MailboxPage, StoreError>) -> Void
    ) {
        let page = ask { (database) throws(StoreError) in try database.mailboxes(after: number, limit: limit) }
        // A page takes as long as hundreds of look-ups: the questions after it get a transaction of their own.
        endTransaction()
        completion(page.map { MailboxPage(mailboxes: $0, source: source) })
    }

    package func mailboxNumbers(then completion: @escaping (Result<ClosedRange<Int64>?, StoreError>) -> Void) {
        completion(ask { (database) throws(StoreError) in try database.mailboxNumbers() })
    }

    package func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming Result<SecretBytes?, StoreError>) -> Void
    ) {
        completion(
            ask { (database) throws(StoreError) in
                try database.password(from: number, limit: limit, where: isWanted)
            })
    }

    package func route(
        localparts: [String], domain: String, then completion: @escaping (Result<RouteRows, StoreError>) -> Void
    ) {
        completion(
            ask { (database) throws(StoreError) in try database.route(localparts: localparts, domain: domain) })
    }

    package func recipient(
        localparts: [String], domain: String, limit: Int,
        then completion: @escaping (Result<RecipientRows, StoreError>) -> Void
    ) {
        completion(
            ask { (database) throws(StoreError) in
                try database.recipient(localparts: localparts, domain: domain, limit: limit)
            })
    }

    package func senderGrants(
        addresses: [String], limit: Int, then completion: @escaping (Result<SenderGrants, StoreError>) -> Void
    ) {
        completion(
            ask { (database) throws(StoreError) in try database.senderGrants(addresses: addresses, limit: limit) })
    }

    package func share(_ questions: () -> Void) {
        guard !isSharing else { return questions() }
        isSharing = true
        questions()
        isSharing = false
        endTransaction()
    }

    private func ask<Answer: ~Copyable>(
        _ question: (inout OpenDatabase) throws(StoreError) -> Answer
    ) -> Result<Answer, StoreError> {
        do throws(StoreError) {
            try openWhatPathNames()
            if isSharing, answersInTransaction == nil {
                try database?.beginTransaction()
                answersInTransaction = 0
            }
            guard let answer = try database?.answer(question) else {
                throw StoreError(.other, database: path, problem: "is not open")
            }
            if let count = answersInTransaction {
                answersInTransaction = count + 1
                if count + 1 >= Self.mostSharing { endTransaction() }
            }
            return .success(answer)
        } catch {
            endTransaction()
            // The next question may find the cause repaired. A lock says nothing against the connection.
            if error.kind != .locked { database = nil }
            return .failure(error)
        }
    }

    /// Opens the database anew if the path names other files than the open ones, or files that were written to without SQLite: its page
    /// cache is right only while all writers go through SQLite, and "cp" over the file does not.
    private func openWhatPathNames() throws(StoreError) {
        let current = DatabaseFiles(main: try FileIdentity(of: path), walPath: files?.walPath)
        if let files, current != files {
            try current.expectNoLog(of: files, path: path)
            endTransaction()
            database = nil
            if !files.main.isSameFile(as: current.main) { source += 1 }
        }
        guard database == nil else { return }
        let opened = try OpenDatabase.open(path: path, busyTimeout: busyTimeout)
        files = opened.files
        database = consume opened
    }

    private func endTransaction() {
        guard answersInTransaction != nil else { return }
        answersInTransaction = nil
        // Closing the connection ends the transaction, too.
        do throws(StoreError) { try database?.endTransaction() } catch { database = nil }
    }
}
