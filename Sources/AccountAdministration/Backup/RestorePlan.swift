import AccountStore
import SQLiteAccountStore
import TerminalText

/// The domains and accounts of a database, by name.
struct DatabaseNames {
    let domains: Set<String>
    let accounts: Set<String>

    /// Reads the names of `database`.
    init(of database: borrowing MailDatabase) throws(AdministrationError) {
        domains = Set(try database.rows(RestoreStatements.domains) { $0.string(0) ?? "(no text)" })
        accounts = Set(try database.rows(RestoreStatements.accounts) { $0.string(0) ?? "(no text)" })
    }

    /// No names.
    init() { (domains, accounts) = ([], []) }
}

/// The domains and accounts that a restore removes and adds.
struct RestorePlan {
    /// The most names of one kind that are listed.
    private static let mostNames = 20

    private(set) var report = ChangeReport()

    /// Compares the `backup` with the `live` database.
    init(live: DatabaseNames, backup: DatabaseNames) {
        compare("domains", "Domain", live.domains, backup.domains)
        compare("accounts", "VMailbox", live.accounts, backup.accounts)
    }

    private mutating func compare(_ what: String, _ table: String, _ live: Set<String>, _ backup: Set<String>) {
        let (removed, added) = (live.subtracting(backup), backup.subtracting(live))
        for (verb, names) in [(Change.Verb.remove, removed), (.add, added)] {
            report.changes += names.sorted().prefix(Self.mostNames).map { Change(verb, "\(table) \(oneLine($0))") }
        }
        let limit = max(removed.count, added.count) > Self.mostNames ? "; the first \(Self.mostNames) are listed" : ""
        report.output.append(
            "\(what): \(live.intersection(backup).count) in both, \(removed.count) only in the database, \(added.count) only in the backup\(limit)"
        )
    }
}
