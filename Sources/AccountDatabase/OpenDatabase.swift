import SecretBytes

/// An open database with the statements of the look-up path prepared.
struct OpenDatabase: ~Copyable {
    // In the order of their ends: statements are finalized before their connection is closed.
    private let account: Statement
    /// Made when they are first needed: a program that asks once never does.
    private var begin: Statement?
    private var end: Statement?
    private let path: String
    private let connection: Connection
    /// The file as it was before it was opened.
    let identity: FileIdentity

    /// How often a file that is replaced while it is being opened is tried again.
    private static let openingAttempts = 5

    /// Opens the file that `path` names.
    static func open(path: String, busyTimeout: Int32, isMapped: Bool) throws(DatabaseError) -> OpenDatabase {
        for _ in 0..<openingAttempts {
            let before = try FileIdentity(of: path)
            let connection = try Connection.reading(path, busyTimeout: busyTimeout, isMapped: isMapped)
            if before.isSameFile(as: try FileIdentity(of: path)) {
                return try OpenDatabase(path: path, connection: connection, identity: before)
            }
        }
        throw DatabaseError(.other, path: path, detail: "is being replaced again and again")
    }

    private init(path: String, connection: consuming Connection, identity: FileIdentity) throws(DatabaseError) {
        let account = try Statement(LookupStatements.account, on: connection)
        self.path = path
        self.identity = identity
        self.account = account
        self.connection = connection
    }

    /// Begins a read transaction that lasts up to ``endTransaction()``.
    mutating func beginTransaction() throws(DatabaseError) {
        if begin == nil {
            end = try Statement(LookupStatements.end, on: connection)
            begin = try Statement(LookupStatements.begin, on: connection)
        }
        defer { begin?.reset() }
        _ = try begin?.step()
    }

    /// Ends the read transaction; a connection that can't is of no use any more.
    func endTransaction() throws(DatabaseError) {
        defer { end?.reset() }
        _ = try end?.step()
    }

    func answer<Answer: ~Copyable>(
        _ question: (borrowing OpenDatabase) throws(DatabaseError) -> Answer
    ) throws(DatabaseError) -> Answer {
        try question(self)
    }

    func rows(localpart: String, domain: String, wantsPassword: Bool) throws(DatabaseError) -> AccountRows {
        try localpart.utf8Span.span.withUnsafeBufferPointer { (localpart) throws(DatabaseError) in
            try domain.utf8Span.span.withUnsafeBufferPointer { (domain) throws(DatabaseError) in
                defer { account.reset() }
                try account.bind(localpart, at: 1)
                try account.bind(domain, at: 2)
                guard try account.step() else {
                    return AccountRows(domain: nil, address: nil, mailbox: nil, vmPasswd: nil)
                }
                let hasAddress = !account.isNull(2)
                let hasMailbox = !account.isNull(4)
                let rows = AccountRows(
                    domain: .init(active: account.active(0), domClass: account.integer(1)),
                    address: hasAddress ? account.active(3) : nil,
                    mailbox: hasMailbox ? account.active(5) : nil,
                    vmPasswd: wantsPassword ? account.secretText(6) : nil)
                guard try !account.step() else {
                    throw DatabaseError(.ambiguous, path: path, detail: "has more than one row for the same name")
                }
                return rows
            }
        }
    }

    func mailboxes(after number: Int64, limit: Int) throws(DatabaseError) -> [ListedMailbox] {
        let statement = try Statement(LookupStatements.mailboxes, on: connection)
        try statement.bind(number, at: 1)
        try statement.bind(Int64(limit), at: 2)
        var found: [ListedMailbox] = []
        found.reserveCapacity(limit)
        while try statement.step() {
            found.append(
                ListedMailbox(
                    number: statement.integer(0) ?? 0,
                    localpart: statement.text(1),
                    domainName: statement.text(2),
                    domain: .init(active: statement.active(3), domClass: statement.integer(4)),
                    address: statement.active(5),
                    mailbox: statement.active(6)))
        }
        return found
    }

    func newestPassword(
        among limit: Int, where isWanted: (borrowing SecretBytes) -> Bool
    ) throws(DatabaseError) -> SecretBytes? {
        let statement = try Statement(LookupStatements.newestPasswords, on: connection)
        try statement.bind(Int64(limit), at: 1)
        while try statement.step() {
            if let password = statement.secretText(0), isWanted(password) { return password }
        }
        return nil
    }
}
