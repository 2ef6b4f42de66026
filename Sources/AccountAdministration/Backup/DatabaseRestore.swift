import AccountStore
import Glibc
import SQLiteAccountStore
import Settings

/// A restore of a backup into the live database: prepared and checked, not yet done.
///
/// The backup is first copied to a file beside the database. The copy is checked and then restored, in the form that the live database
/// needs.
package struct DatabaseRestore: ~Copyable {
    package let report: ChangeReport
    private let settings: Settings
    private let copy: NewFile

    /// Prepares to restore the file `path` into the database of `settings`.
    ///
    /// Throws if the file is no sound database of the HOWTO: whole pages, SQLite's quick check, tables and columns.
    package init(_ settings: Settings, from path: String) throws(AdministrationError) {
        let live: FileIdentity
        do throws(StoreError) {
            live = try FileIdentity(of: settings.database)
        } catch {
            guard error.kind == .missing else { throw AdministrationError(error) }
            throw .temporary("\(error.database): does not exist; run \"vmailadm init\", then restore into it")
        }
        if let backup = try? FileIdentity(of: path), backup.hasSameInode(as: live) {
            throw .no("backup \(path): is the database itself; nothing was restored")
        }
        let copy = try NewFile("\(settings.database).restore-\(getpid())")
        try Self.copy(path, to: copy.draft, settings)
        let content = try Self.prepare(copy.draft, settings, named: path)
        do throws(AdministrationError) {
            let live = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
                try DatabaseContent(of: database)
            }
            report = RestorePlan(live: live, backup: content).report
        } catch let error where error.status == .data {
            // An older vmailadm must not replace the tables of a newer one.
            if (try? MailDatabase.hasLaterSchema(settings)) == true { throw error }
            var plan = RestorePlan(live: DatabaseContent(), backup: content).report
            plan.notes.append("what the database holds now cannot be read: \(error)")
            report = plan
        }
        self.settings = settings
        self.copy = copy
    }

    private static func copy(_ path: String, to draft: String, _ settings: Settings) throws(AdministrationError) {
        do throws(StoreError) {
            let file = try FileIdentity(of: path)
            // Reading a database in WAL mode makes side files, unless it is known that nobody writes to it.
            let backup =
                DatabaseFile.sideFiles(of: path).isEmpty
                ? try Connection.readingImmutable(path)
                : try Connection.reading(path, busyTimeout: Int32(settings.busyTimeout) * 1000)
            try backup.expectWholePages(of: file)
            try backup.backUp(to: Connection.writing(draft, busyTimeout: 0))
        } catch {
            let status = AdministrationError(error).status
            throw AdministrationError(status, "backup \(path): \(error.problem); nothing was restored")
        }
    }

    /// Checks the copy, puts it into rollback mode, and reads its names.
    private static func prepare(
        _ draft: String, _ settings: Settings, named path: String
    ) throws(AdministrationError) -> DatabaseContent {
        var copied = settings
        copied.database = draft
        let connection = try translatingErrors { () throws(StoreError) in try Connection.writing(draft, busyTimeout: 0)
        }
        let database = MailDatabase(connection: connection, settings: copied)
        // In WAL mode it would bring that mode into a live database that is not.
        try database.run("PRAGMA journal_mode = DELETE")
        if let damage = try database.damage() {
            throw .data("backup \(path): is damaged (\(damage)); nothing was restored")
        }
        var check = CheckReport()
        guard try check.checkSchema(of: database) else {
            let problem = check.findings.first(where: \.isProblem)?.detail ?? ""
            throw .data("backup \(path): is not the HOWTO's database: \(problem); nothing was restored")
        }
        do throws(AdministrationError) { try database.expectKnownSchema() } catch {
            throw AdministrationError(
                error.status,
                "backup \(path): has a later schema than this vmailadm knows; use the newer vmailadm")
        }
        return try DatabaseContent(of: database)
    }

    /// Restores the backup: all of it or nothing. Waits up to `busy_timeout` for the database's locks.
    ///
    /// Programs that have the database open go on, and read the restored rows at their next look-up.
    package consuming func run() throws(AdministrationError) {
        do throws(StoreError) {
            let live = try Connection.writing(settings.database, busyTimeout: Int32(settings.busyTimeout) * 1000)
            let source = try Connection.writing(copy.draft, busyTimeout: 0)
            try Self.adopt(pageSizeOf: live, source)
            try source.restore(into: live)
            // In WAL mode the whole database is in the -wal now; what this cannot move, the next writer moves.
            _ = try? live.run("PRAGMA wal_checkpoint")
        } catch let error where error.kind == .damaged {
            throw .data(
                "database \(settings.database): \(error.problem), so SQLite cannot restore into it; stop vmail-dictd and every program "
                    + "that writes to it, remove it with its -wal, -shm and -journal, run \"vmailadm init\" and restore again"
            )
        } catch {
            throw AdministrationError(error)
        }
        let damage: String?
        do throws(AdministrationError) {
            damage = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
                try database.expectWholePages()
                return try database.damage()
            }
        } catch {
            throw AdministrationError(error.status, "was restored, but could not be checked: \(error)")
        }
        if let damage {
            throw .data(
                "database \(settings.database): was restored, and is damaged (\(damage)); check the disk and restore again"
            )
        }
    }

    /// Gives the copy the page size of the live database, without which SQLite does not restore into one in WAL mode.
    private static func adopt(
        pageSizeOf live: borrowing Connection, _ source: borrowing Connection
    ) throws(StoreError) {
        let size = try live.row(RestoreStatements.pageSize) { $0.integer(0) } ?? nil
        let own = try source.row(RestoreStatements.pageSize) { $0.integer(0) } ?? nil
        guard let size, size != own else { return }
        try source.run(RestoreStatements.setPageSize(size))
        try source.run(RestoreStatements.vacuum)
    }
}

extension MailDatabase {
    /// The first damage that SQLite's quick check finds; nil if it finds none.
    fileprivate func damage() throws(AdministrationError) -> String? {
        let line = try row(CheckStatements.integrity) { $0.string(0) ?? "" }
        return line == "ok" ? nil : line
    }

    fileprivate func expectWholePages() throws(AdministrationError) {
        try translatingErrors { () throws(StoreError) in
            try connection.expectWholePages(of: FileIdentity(of: settings.database))
        }
    }
}
