import SecretBytes

/// Reads accounts from the database, by statements that stay prepared.
///
/// Each question is asked of the file that the path names at that moment: a database that was replaced is opened anew, and one
/// that is gone is an error, even where the old file could still answer. A question is one read transaction, ended before its
/// answer is returned, so that no lock outlives it; questions that are there at once can share one.
public struct AccountReader: ~Copyable {
    /// The database file.
    public let path: String
    /// How long SQLite waits for somebody else's lock, in milliseconds; 0 gives ``DatabaseError/Kind/locked`` at once.
    public let busyTimeout: Int32
    /// Changes whenever another file is opened, or one that was cut short: an iteration that sees it change is over.
    public private(set) var generation = 0

    private let isMapped: Bool
    private var database: OpenDatabase?
    /// True between ``beginSharing()`` and ``endSharing()``.
    public private(set) var isSharing = false
    private var isInTransaction = false
    private var answersInTransaction = 0

    /// How many questions share a transaction at most: while it lasts, nobody can write.
    private static let mostSharing = 64
    /// The file that was last opened.
    private var identity: FileIdentity?

    /// A reader that opens `path` at the first question. `isMapped` maps the file into memory, for a process that asks often; such a
    /// process is sent SIGBUS if somebody cuts the file short in the middle of a question.
    public init(path: String, busyTimeout: Int32, isMapped: Bool = false) {
        self.path = path
        self.busyTimeout = busyTimeout
        self.isMapped = isMapped
    }

    /// The rows of an account; its names in lower case. `vmPasswd` is read only if `wantsPassword`.
    public mutating func rows(
        localpart: String, domain: String, wantsPassword: Bool
    ) throws(DatabaseError) -> AccountRows {
        try ask { (database) throws(DatabaseError) in
            try database.rows(localpart: localpart, domain: domain, wantsPassword: wantsPassword)
        }
    }

    /// Up to `limit` mailboxes whose `vmNum` is above `number`, in that order.
    public mutating func mailboxes(after number: Int64, limit: Int) throws(DatabaseError) -> [ListedMailbox] {
        // A page takes as long as hundreds of questions: others that share its read get another one.
        defer { endTransaction() }
        return try ask { (database) throws(DatabaseError) in
            try database.mailboxes(after: number, limit: limit)
        }
    }

    /// The `vmPasswd` of the newest account whose password `isWanted`; no more than `limit` accounts are looked at.
    public mutating func newestPassword(
        among limit: Int, where isWanted: (borrowing SecretBytes) -> Bool
    ) throws(DatabaseError) -> SecretBytes? {
        try ask { (database) throws(DatabaseError) in
            try database.newestPassword(among: limit, where: isWanted)
        }
    }

    /// Lets the questions up to ``endSharing()`` share read transactions, of 64 questions each at most.
    ///
    /// For questions that have all been put already: their answers are of one state, which was the last one that was committed
    /// when the first of them was answered. Nothing may be waited for meanwhile, because nobody can write.
    public mutating func beginSharing() { isSharing = true }

    /// Ends what ``beginSharing()`` began, and its lock.
    public mutating func endSharing() {
        isSharing = false
        endTransaction()
    }

    private mutating func endTransaction() {
        guard isInTransaction else { return }
        isInTransaction = false
        // Closing the connection ends it, too.
        do throws(DatabaseError) { try database?.endTransaction() } catch { database = nil }
    }

    private mutating func ask<Answer: ~Copyable>(
        _ question: (borrowing OpenDatabase) throws(DatabaseError) -> Answer
    ) throws(DatabaseError) -> Answer {
        do throws(DatabaseError) {
            // Also between questions that share a read: what writes over the file without SQLite keeps to no lock.
            if isInTransaction, identity != (try FileIdentity(of: path)) { endTransaction() }
            if !isInTransaction { try openWhatPathNames() }
            if isSharing, !isInTransaction {
                try database?.beginTransaction()
                isInTransaction = true
                answersInTransaction = 0
            }
            if let answer = try database?.answer(question) {
                answersInTransaction += 1
                if answersInTransaction >= Self.mostSharing { endTransaction() }
                return answer
            }
            throw DatabaseError(.other, path: path, detail: "is not open")
        } catch {
            endTransaction()
            // Whatever is wrong with the file may be mended by the next question; a lock says nothing against the connection.
            if error.kind != .locked { database = nil }
            throw error
        }
    }

    private mutating func openWhatPathNames() throws(DatabaseError) {
        let current = try FileIdentity(of: path)
        if identity != current {
            // Also when the same file was written to: pages that SQLite remembers are good only as long as all writers go
            // through SQLite, and "cp" over the file does not.
            database = nil
            if identity?.isSameFile(as: current) != true { generation += 1 }
        }
        if database == nil {
            database = try OpenDatabase.open(path: path, busyTimeout: busyTimeout, isMapped: isMapped)
            identity = database?.identity
        }
    }
}
