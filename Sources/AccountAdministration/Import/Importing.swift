import AccountStore
import SQLiteAccountStore

package struct ImportReport: Equatable, Sendable {
    package internal(set) var mailboxes = 0
    package internal(set) var addresses = 0
    /// The number of existing mailboxes, which are left as they are.
    package internal(set) var skipped = 0
}

extension MailDatabase {
    /// Stores the accounts of `file`: all of them, or none if one cannot be stored.
    ///
    /// - Parameters:
    ///   - ifMissing: Leave existing mailboxes as they are, without an error.
    ///   - progress: Called with the number of finished accounts, and of all.
    package func store(
        _ file: ImportFile, ifMissing: Bool, progress: (Int, Int) -> Void
    ) throws(AdministrationError) -> ImportReport {
        var importer = Importer(
            file: file.name, ifMissing: ifMissing, firstValidUID: settings.firstValidUID,
            domain: try prepared(ImportStatements.domain), address: try prepared(ImportStatements.address),
            insertAddress: try prepared(ImportStatements.insertAddress),
            updateAddress: try prepared(ImportStatements.updateAddress),
            insertMailbox: try prepared(ImportStatements.insertMailbox),
            insertSender: try has(.sender) ? prepared(ImportStatements.insertSender) : nil)
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
