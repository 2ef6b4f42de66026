import SecretBytes

/// Reads accounts from the database, by statements that stay prepared.
///
/// Each question is asked of the file that the path names at that moment: a database that was replaced is opened anew, and one
/// that is gone is an error, even where the old file could still answer. A question is one read transaction, ended before its
/// answer is returned, so that no lock outlives it.
public struct AccountReader: ~Copyable {
    /// The database file.
    public let path: String
    /// How long SQLite waits for somebody else's lock, in milliseconds; 0 gives ``DatabaseError/Kind/locked`` at once.
    public let busyTimeout: Int32
    /// Changes whenever another file is opened: an iteration that sees it change is over.
    public private(set) var generation = 0

    private var database: OpenDatabase?

    /// A reader that opens `path` at the first question.
    public init(path: String, busyTimeout: Int32) {
        self.path = path
        self.busyTimeout = busyTimeout
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
        try ask { (database) throws(DatabaseError) in
            try database.mailboxes(after: number, limit: limit)
        }
    }

    /// The `vmPasswd` of the newest account that has one.
    public mutating func newestPassword() throws(DatabaseError) -> SecretBytes? {
        try ask { (database) throws(DatabaseError) in
            try database.newestPassword()
        }
    }

    /// Closes the file; the next question opens it again.
    public mutating func close() { database = nil }

    private mutating func ask<Answer: ~Copyable>(
        _ question: (borrowing OpenDatabase) throws(DatabaseError) -> Answer
    ) throws(DatabaseError) -> Answer {
        do throws(DatabaseError) {
            let current = try FileIdentity(of: path)
            if let serves = database?.serves(current), !serves { database = nil }
            if database == nil {
                database = try OpenDatabase.open(path: path, busyTimeout: busyTimeout)
                generation += 1
            }
            if let answer = try database?.answer(question) { return answer }
            throw DatabaseError(.other, path: path, detail: "is not open")
        } catch {
            // Whatever is wrong with the file may be mended by the next question; a lock says nothing against the connection.
            if error.kind != .locked { database = nil }
            throw error
        }
    }
}
