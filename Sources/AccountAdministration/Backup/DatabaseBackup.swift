import AccountStore
import Glibc
import SQLiteAccountStore
import Settings

package enum DatabaseBackup {
    /// Copies the database of `settings` to the new file `path`, which only its owner may read. The file appears when it is complete.
    ///
    /// The copy is in rollback mode whatever mode the database is in, so that it is one file.
    package static func make(_ settings: Settings, to path: String) throws(AdministrationError) {
        let copy = try NewFile(path)
        try MailDatabase.rollBackHotJournal(settings)
        try translatingErrors { () throws(StoreError) in
            _ = try FileIdentity(of: settings.database)
            let timeout = Int32(settings.busyTimeout) * 1000
            let source = try Connection.reading(settings.database, busyTimeout: timeout)
            let destination = try Connection.writing(copy.draft, busyTimeout: timeout)
            try source.backUp(to: destination)
            try destination.run("PRAGMA journal_mode = DELETE")
        }
        try copy.finish()
    }
}
