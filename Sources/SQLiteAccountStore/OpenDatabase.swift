import AccountStore
import Glibc
import SecretBytes

/// An open database with the statements of the look-up path prepared.
struct OpenDatabase: ~Copyable {
    // Declared in destruction order: statements are finalized before their connection is closed.
    private let account: Statement
    /// Prepared when they are first needed: a program that asks one question never needs them.
    private var begin: Statement?
    private var end: Statement?
    var routeStatement = LazyStatement(PostfixStatements.route)
    var recipientStatement = LazyStatement(PostfixStatements.recipient)
    var senderGrantsStatement = LazyStatement(PostfixStatements.senderGrants)
    let path: String
    let connection: Connection
    /// The open files; the main file in its state before it was opened.
    let files: DatabaseFiles

    /// How often to try to open a file that is replaced meanwhile.
    private static let openingAttempts = 5

    /// Opens the file that `path` names.
    static func open(path: String, busyTimeout: Int32) throws(StoreError) -> OpenDatabase {
        for _ in 0..<openingAttempts {
            let before = try FileIdentity(of: path)
            let connection = try Connection.reading(path, busyTimeout: busyTimeout)
            let base = connection.resolvedPath
            let sideBefore = DatabaseFiles(main: before, walPath: base)
            let account = try Statement(LookupStatements.account, on: connection)
            let files = DatabaseFiles(main: before, walPath: try connection.isWAL() ? base : nil)
            // A file that was missing may have been made by the opening itself.
            guard before.isSameFile(as: try FileIdentity(of: path)),
                files.walPath == nil
                    || (sideBefore.log ?? files.log) == files.log && (sideBefore.index ?? files.index) == files.index
            else { continue }
            try connection.expectWholePages(of: before)
            return OpenDatabase(path: path, account: account, connection: connection, files: files)
        }
        throw StoreError(.other, database: path, problem: "is being replaced again and again")
    }

    private init(
        path: String, account: consuming Statement, connection: consuming Connection, files: DatabaseFiles
    ) {
        self.path = path
        self.files = files
        self.account = account
        self.connection = connection
    }

    /// Begins a read transaction.
    mutating func beginTransaction() throws(StoreError) {
        if begin == nil {
            end = try Statement(LookupStatements.end, on: connection)
            begin = try Statement(LookupStatements.begin, on: connection)
        }
        defer { begin?.reset() }
        _ = try begin?.step()
    }

    /// Ends the read transaction. A connection that cannot end it must be closed.
    func endTransaction() throws(StoreError) {
        defer { end?.reset() }
        _ = try end?.step()
    }

    mutating func answer<Answer: ~Copyable>(
        _ question: (inout OpenDatabase) throws(StoreError) -> Answer
    ) throws(StoreError) -> Answer {
        try question(&self)
    }

    func rows(localpart: String, domain: String, wantsPassword: Bool) throws(StoreError) -> AccountRows {
        try localpart.utf8Span.span.withUnsafeBufferPointer { (localpart) throws(StoreError) in
            try domain.utf8Span.span.withUnsafeBufferPointer { (domain) throws(StoreError) in
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
                guard try !account.step() else { throw .twoRows(path) }
                return rows
            }
        }
    }

    func mailboxes(after number: Int64, limit: Int) throws(StoreError) -> [ListedMailbox] {
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

    func mailboxNumbers() throws(StoreError) -> ClosedRange<Int64>? {
        let statement = try Statement(LookupStatements.mailboxNumbers, on: connection)
        guard try statement.step(), let lowest = statement.integer(0), let highest = statement.integer(1),
            lowest <= highest
        else { return nil }
        return lowest...highest
    }

    func password(
        from number: Int64, limit: Int, where isWanted: (borrowing SecretBytes) -> Bool
    ) throws(StoreError) -> SecretBytes? {
        let statement = try Statement(LookupStatements.passwords, on: connection)
        try statement.bind(number, at: 1)
        try statement.bind(Int64(limit), at: 2)
        while try statement.step() {
            if let password = statement.secretText(0), isWanted(password) { return password }
        }
        return nil
    }
}
