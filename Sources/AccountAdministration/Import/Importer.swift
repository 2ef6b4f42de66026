import AccountStore
import SQLiteAccountStore
import TerminalText

/// Stores accounts one after the other, by statements that stay prepared.
struct Importer: ~Copyable {
    let file: String
    let ifMissing: Bool
    let firstValidUID: UInt32
    let domain, address, insertAddress, updateAddress, insertMailbox: Statement
    /// Nil if the database has no table for grants.
    let insertSender: Statement?
    /// By their bytes, as SQLite compares them.
    private(set) var domains: [[UInt8]: Int64] = [:]
    private(set) var report = ImportReport()

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
        case .noSenders:
            throw mistake(
                account, .data,
                "has a sndAddress, and the database has no table Sender yet; run \"vmailadm schema upgrade\", which adds it"
            )
        case .exists:
            throw mistake(account, .no, "\(name) has a mailbox already; --if-missing leaves it as it is")
        }
    }

    private enum Outcome {
        case stored, noDomain, exists, noSenders
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
        let addressColumns = [ImportColumn.addressActive, .addTpNum, .addRcNum].map { SQLValue.optional(columns[$0]) }
        let number: Int64
        if let (found, hasMailbox) = try find(account.name.localpart, in: domainNumber) {
            if hasMailbox {
                report.skipped += ifMissing ? 1 : 0
                return ifMissing ? .stored : .exists
            }
            number = found
            try updateAddress.run([.integer(found)] + addressColumns)
        } else {
            try insertAddress.run([.text(account.name.localpart), .integer(domainNumber)] + addressColumns)
            number = insertAddress.lastInsertedRow
            report.addresses += 1
        }
        try insertMailbox.run([.integer(number), .optional(columns[.mailboxActive])], hash: account.secret.bytes)
        for sender in account.senders {
            switch insertSender {
            case .some(let insert): try insert.run([.integer(number), .text(sender)])
            case nil: return .noSenders
            }
        }
        report.mailboxes += 1
        return .stored
    }

    private func find(_ localpart: String, in domain: Int64) throws(StoreError) -> (Int64, hasMailbox: Bool)? {
        defer { address.reset() }
        try address.bind([.text(localpart), .integer(domain)])
        guard try address.step() else { return nil }
        return (address.integer(0) ?? 0, address.integer(1) == 1)
    }

    private func mistake(_ account: ImportedAccount, _ status: ExitStatus, _ problem: String) -> AdministrationError {
        AdministrationError(status, "\(file) line \(account.line): \(problem); nothing was changed")
    }
}
