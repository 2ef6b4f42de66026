import AccountStore
import SQLiteAccountStore

/// The result of an import.
public struct ImportReport: Equatable, Sendable {
    /// The number of new mailboxes.
    public internal(set) var mailboxes = 0
    /// The number of new addresses.
    public internal(set) var addresses = 0
    /// The number of existing mailboxes, which are left as they are.
    public internal(set) var skipped = 0
}

extension MailDatabase {
    /// Stores the accounts of `file`: all of them, or none if one cannot be stored.
    ///
    /// - Parameters:
    ///   - ifMissing: Leave existing mailboxes as they are, without an error.
    ///   - progress: Called with the number of finished accounts, and of all.
    public func store(
        _ file: ImportFile, ifMissing: Bool, progress: (Int, Int) -> Void
    ) throws(AdministrationError) -> ImportReport {
        var importer = try Importer(self, file: file.name, ifMissing: ifMissing)
        var done = 0
        for account in file.accounts {
            try importer.store(account)
            done += 1
            progress(done, file.count)
        }
        return importer.report
    }

    /// A statement to be run many times.
    func prepared(_ sql: StaticString) throws(AdministrationError) -> Statement {
        try translatingErrors { () throws(StoreError) in try Statement(sql, on: connection) }
    }
}
