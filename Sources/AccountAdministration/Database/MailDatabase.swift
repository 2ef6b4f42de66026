import AccountStore
import Glibc
import SQLiteAccountStore
import Settings

/// The database, open for one command, which is one transaction.
///
/// A closure borrows it. An error that the closure throws rolls the transaction back.
package struct MailDatabase: ~Copyable {
    package let connection: Connection
    package let settings: Settings

    /// The version of the schema, `PRAGMA user_version`. 0 is a database that was made by hand from the HOWTO.
    package static let schemaVersion: Int64 = 1

    /// Calls `body` with the database open for reading, in one transaction.
    package static func read<Result>(
        _ settings: Settings, _ body: (borrowing MailDatabase) throws(AdministrationError) -> Result
    ) throws(AdministrationError) -> Result {
        try rollBackHotJournal(settings)
        let database = try open(settings, forChanges: false)
        try database.run("BEGIN")
        try database.expectKnownSchema()
        return try body(database)
    }

    /// Calls `body` with the database open for changes, and commits them. A dry run or an error of `body` rolls them back.
    ///
    /// If another program has locked the database, waits up to the setting `busy_timeout`.
    package static func change<Result>(
        _ settings: Settings, dryRun: Bool = false,
        _ body: (borrowing MailDatabase) throws(AdministrationError) -> Result
    ) throws(AdministrationError) -> Result {
        let database = try open(settings, forChanges: true)
        try database.run("BEGIN IMMEDIATE")
        // Where one of these throws, closing the connection rolls back.
        try database.expectKnownSchema()
        let result = try body(database)
        try database.run(dryRun ? "ROLLBACK" : "COMMIT")
        return result
    }

    /// Rolls back the hot journal of a program that was killed in the middle of a transaction, if this user may write.
    ///
    /// SQLite does it at the first read of a connection that may write; a connection that only reads, a server's for example, is
    /// refused until then (SQLITE_READONLY_ROLLBACK). It needs the lock that readers keep taking, so it waits up to `busy_timeout`.
    static func rollBackHotJournal(_ settings: Settings) throws(AdministrationError) {
        let path = settings.database
        guard DatabaseFile.sideFiles(of: path).contains(where: { $0.hasSuffix("-journal") }), access(path, W_OK) == 0
        else { return }
        do throws(StoreError) {
            let connection = try Connection.writing(path, busyTimeout: Int32(settings.busyTimeout) * 1000)
            _ = try connection.row("PRAGMA schema_version") { $0.integer(0) }
        } catch {
            // Any other error is that of the caller's own connection, too.
            if error.kind == .locked { throw AdministrationError(error) }
        }
    }

    private static func open(_ settings: Settings, forChanges: Bool) throws(AdministrationError) -> MailDatabase {
        try translatingErrors { () throws(StoreError) in
            // SQLite's own error for a missing file is only that it cannot open it.
            let file = try FileIdentity(of: settings.database)
            let timeout = Int32(settings.busyTimeout) * 1000
            let connection =
                forChanges
                ? try Connection.writing(settings.database, busyTimeout: timeout)
                : try Connection.reading(settings.database, busyTimeout: timeout)
            try connection.expectWholePages(of: file)
            return MailDatabase(connection: connection, settings: settings)
        }
    }

    /// Whether the database says that a later vmailadm made its tables.
    static func hasLaterSchema(_ settings: Settings) throws(AdministrationError) -> Bool {
        try open(settings, forChanges: false).storedVersion() > schemaVersion
    }

    func expectKnownSchema() throws(AdministrationError) {
        let version = try storedVersion()
        guard (0...Self.schemaVersion).contains(version) else {
            throw .data(
                "database \(settings.database): was made by a newer vmail-auth (it has a later schema, version \(version)); use the newer vmailadm"
            )
        }
    }
}

extension MailDatabase {
    package func rows<Row>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (borrowing Statement) -> Row
    ) throws(AdministrationError) -> [Row] {
        try translatingErrors { () throws(StoreError) in try connection.rows(sql, values, read) }
    }

    package func row<Row>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (borrowing Statement) -> Row
    ) throws(AdministrationError) -> Row? {
        try translatingErrors { () throws(StoreError) in try connection.row(sql, values, read) }
    }

    /// Calls `body` with each row of `sql`, converted by `read`, and keeps none.
    func forEach<Row>(
        _ sql: StaticString, _ values: [SQLValue], _ read: (borrowing Statement) -> Row,
        _ body: (Row) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let statement = try prepared(sql)
        try translatingErrors { () throws(StoreError) in try statement.bind(values) }
        while try translatingErrors({ () throws(StoreError) in try statement.step() }) { try body(read(statement)) }
    }

    @discardableResult
    package func run(_ sql: StaticString, _ values: [SQLValue] = []) throws(AdministrationError) -> Int {
        try translatingErrors { () throws(StoreError) in try connection.run(sql, values) }
    }
}
