import Authentication
import TerminalText

/// The domains and accounts of a database, as far as a restore compares them.
struct DatabaseContent {
    /// What a restore may change of an account that stays.
    struct Account: Equatable {
        let login: Permissions.Login
        /// A digest that is good for this process only.
        let password: Int
    }

    let domains: Set<String>
    let accounts: [String: Account]
    /// The version of the schema.
    let version: Int64

    init(of database: borrowing MailDatabase) throws(AdministrationError) {
        domains = Set(try database.rows(RestoreStatements.domains) { $0.string(0) ?? "(no text)" })
        let rows = try database.rows(RestoreStatements.accounts) { row in
            var hasher = Hasher()
            if let password = row.secretText(4) { password.withUnsafeBytes { hasher.combine(bytes: $0) } }
            let states = Policy.states(domain: row.active(1), address: row.active(2), mailbox: row.active(3))
            return (
                row.string(0) ?? "(no text)",
                Account(login: Policy.permissions(in: states).login, password: hasher.finalize())
            )
        }
        accounts = Dictionary(rows) { first, _ in first }
        version = try database.storedVersion()
    }

    init() { (domains, accounts, version) = ([], [:], 0) }
}

struct RestorePlan {
    private static let mostNames = 20

    private(set) var report = ChangeReport()

    init(live: DatabaseContent, backup: DatabaseContent) {
        compare("domains", "Domain", live.domains, backup.domains)
        compare("accounts", "VMailbox", Set(live.accounts.keys), Set(backup.accounts.keys))
        let both = live.accounts.compactMap { name, account in backup.accounts[name].map { (name, account, $0) } }
        let opened = both.filter { $0.1.login != .allowed && $0.2.login == .allowed }.map(\.0)
        let closed = both.count { $0.1.login == .allowed && $0.2.login != .allowed }
        let passwords = both.count { $0.1.password != $0.2.password }
        list(opened) { Change(.change, "VMailbox \(oneLine($0))", "it may log in again") }
        report.output.append(
            "accounts in both: \(passwords) get another password, \(opened.count) may log in again, \(closed) may no longer log in"
        )
        if backup.version < live.version {
            report.note(
                "the backup has version \(backup.version) of the schema, without some of the database's tables (version \(live.version)); "
                    + "\"vmailadm schema upgrade\" adds them again, without their rows")
        }
    }

    private mutating func compare(_ what: String, _ table: String, _ live: Set<String>, _ backup: Set<String>) {
        let (removed, added) = (live.subtracting(backup), backup.subtracting(live))
        list(Array(removed)) { Change(.remove, "\(table) \(oneLine($0))") }
        list(Array(added)) { Change(.add, "\(table) \(oneLine($0))") }
        let limit = max(removed.count, added.count) > Self.mostNames ? "; the first \(Self.mostNames) are listed" : ""
        report.output.append(
            "\(what): \(live.intersection(backup).count) in both, \(removed.count) only in the database, \(added.count) only in the backup\(limit)"
        )
    }

    private mutating func list(_ names: [String], _ change: (String) -> Change) {
        report.changes += names.sorted().prefix(Self.mostNames).map(change)
    }
}
