import AccountStore
import SQLiteAccountStore

/// The result of an import.
public struct ImportReport: Equatable, Sendable {
    /// How many mailboxes are new.
    public internal(set) var mailboxes = 0
    /// How many of them got a new address.
    public internal(set) var addresses = 0
    /// How many were there already, and were left as they are.
    public internal(set) var skipped = 0
}

extension MailDatabase {
    /// Stores the accounts of `file`: all of them, or none if one cannot be stored.
    ///
    /// - Parameters:
    ///   - ifMissing: Leave mailboxes that are there already as they are, without an error.
    ///   - progress: Called with the number of accounts that are done, and of all.
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
