import AccountStore
import Authentication
import SQLiteAccountStore
import SecretBytes
import TerminalText

/// Stores accounts one after the other, by statements that stay prepared.
struct Importer: ~Copyable {
    private let file: String
    private let ifMissing: Bool
    private let firstValidUID: UInt32
    private let domain, address, insertAddress, updateAddress, insertMailbox: Statement
    /// By their bytes, as SQLite compares them.
    private var domains: [[UInt8]: Int64] = [:]
    private(set) var report = ImportReport()

    init(_ database: borrowing MailDatabase, file: String, ifMissing: Bool) throws(AdministrationError) {
        let domain = try database.prepared(ImportStatements.domain)
        let address = try database.prepared(ImportStatements.address)
        let insertAddress = try database.prepared(ImportStatements.insertAddress)
        let updateAddress = try database.prepared(ImportStatements.updateAddress)
        let insertMailbox = try database.prepared(ImportStatements.insertMailbox)
        self.file = file
        self.ifMissing = ifMissing
        firstValidUID = database.settings.firstValidUID
        self.domain = domain
        self.address = address
        self.insertAddress = insertAddress
        self.updateAddress = updateAddress
        self.insertMailbox = insertMailbox
    }

    /// Stores one account. Throws if it cannot be stored.
    mutating func store(_ account: ImportedAccount) throws(AdministrationError) {
        let outcome: Outcome
        do throws(StoreError) {
            outcome = try attempt(account)
        } catch {
            guard error.kind == .constraint else { throw AdministrationError(error) }
            throw mistake(account, .data, "is refused: there is no such Transport (addTpNum) or RClass (addRcNum)")
        }
        // Computed for errors only, which saves time for the other accounts.
        var name: String { printable(account.name.description.utf8) }
        switch outcome {
        case .stored: return
        case .noDomain:
            throw mistake(
                account, .no, "the domain of \(name) does not exist; \"vmailadm domain add\" adds it")
        case .noMailboxDomain(let domClass):
            throw mistake(
                account, .data,
                "the domain of \(name) has no mailboxes: domClass \(domClass) is not the uid that owns the mail")
        case .exists:
            throw mistake(account, .no, "\(name) has a mailbox already; --if-missing leaves it as it is")
        }
    }

    private enum Outcome {
        case stored, noDomain, exists
        case noMailboxDomain(domClass: StoredValue)
    }

    private mutating func attempt(_ account: ImportedAccount) throws(StoreError) -> Outcome {
        let domainName = Array(account.name.domain.utf8)
        if domains[domainName] == nil {
            defer { domain.reset() }
            try domain.bind(.text(account.name.domain), at: 1)
            guard try domain.step() else { return .noDomain }
            guard let uid = domain.integer(1), uid >= Int64(firstValidUID) else {
                return .noMailboxDomain(domClass: domain.stored(1))
            }
            domains[domainName] = domain.integer(0)
        }
        guard let domainNumber = domains[domainName] else { return .noDomain }
        let columns = account.columns
        let number: Int64
        if let (found, hasMailbox) = try find(account.name.localpart, in: domainNumber) {
            if hasMailbox {
                report.skipped += ifMissing ? 1 : 0
                return ifMissing ? .stored : .exists
            }
            number = found
            try run(
                updateAddress,
                [
                    .integer(found), .optional(columns[.addressActive]), .optional(columns[.addTpNum]),
                    .optional(columns[.addRcNum]),
                ])
        } else {
            try run(
                insertAddress,
                [
                    .text(account.name.localpart), .integer(domainNumber), .optional(columns[.addressActive]),
                    .optional(columns[.addTpNum]), .optional(columns[.addRcNum]),
                ])
            number = insertAddress.lastInsertedRow
            report.addresses += 1
        }
        try insertMailbox(number, account)
        report.mailboxes += 1
        return .stored
    }

    private func find(_ localpart: String, in domain: Int64) throws(StoreError) -> (Int64, hasMailbox: Bool)? {
        defer { address.reset() }
        try address.bind(.text(localpart), at: 1)
        try address.bind(domain, at: 2)
        guard try address.step() else { return nil }
        return (address.integer(0) ?? 0, address.integer(1) == 1)
    }

    private func insertMailbox(_ number: Int64, _ account: ImportedAccount) throws(StoreError) {
        try account.secret.bytes.withUnsafeBytes { (hash) throws(StoreError) in
            // SQLite does not copy the bytes, so the binding must not outlive them.
            defer { insertMailbox.reset() }
            try insertMailbox.bind(number, at: 1)
            try insertMailbox.bind(.optional(account.columns[.mailboxActive]), at: 2)
            // NULL stands for no password.
            if !hash.isEmpty {
                try hash.withMemoryRebound(to: UInt8.self) { (hash) throws(StoreError) in
                    try insertMailbox.bind(hash, at: 3)
                }
            }
            _ = try insertMailbox.step()
        }
    }

    private func run(_ statement: borrowing Statement, _ values: [SQLValue]) throws(StoreError) {
        defer { statement.reset() }
        for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index) + 1) }
        _ = try statement.step()
    }

    private func mistake(_ account: ImportedAccount, _ status: ExitStatus, _ problem: String) -> AdministrationError {
        AdministrationError(status, "\(file) line \(account.line): \(problem); nothing was changed")
    }
}
