import AccountStore
import Glibc
import SQLiteAccountStore
import Settings

package enum DatabaseFile {
    /// The permissions of a new database: its owner can write it, its group can read it, and no other user can see the hashes.
    static let mode: mode_t = 0o640

    /// `dovecot/schema.sql`, as it was when this program was built.
    package static var schema: String { String(decoding: PackageResources.schema_sql, as: UTF8.self) }
    package static var example: String { String(decoding: PackageResources.example_sql, as: UTF8.self) }

    /// Makes the database of `settings`, empty or with the HOWTO's example.
    ///
    /// - Returns: False if it existed and `ifMissing` allows that.
    package static func create(_ settings: Settings, withExample: Bool, ifMissing: Bool) throws(AdministrationError)
        -> Bool
    {
        let path = settings.database
        var status = stat()
        if lstat(path, &status) == 0 {
            guard ifMissing else { throw .no("database \(path): exists already; --if-missing leaves it as it is") }
            // The existing file must be a database of the HOWTO.
            try MailDatabase.read(settings) { (database) throws(AdministrationError) in
                _ = try database.row("SELECT count(*) FROM Domain") { $0.integer(0) }
            }
            return false
        }
        let file = try NewFile(path, mode: mode, subject: "database \(path)")
        try translatingErrors { () throws(StoreError) in
            let connection = try Connection.writing(file.draft, busyTimeout: 0)
            try connection.execute(script: schema)
            if withExample { try connection.execute(script: example) }
        }
        try file.finish()
        return true
    }

    /// The `-wal`, `-shm` and `-journal` that lie beside the database at `path`, symbolic links resolved.
    static func sideFiles(of path: String) -> [String] {
        guard let resolved = realpath(path, nil) else { return [] }
        defer { free(resolved) }
        return ["-wal", "-shm", "-journal"].map { String(cString: resolved) + $0 }.filter { access($0, F_OK) == 0 }
    }
}
