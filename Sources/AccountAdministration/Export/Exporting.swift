import AccountStore
import FoundationEssentials
import PasswordSchemes
import SecretBytes

package enum ExportFormat: String, Sendable, CaseIterable {
    /// Comma-separated values as RFC 4180 has them, but with newlines alone; the first line names the columns.
    case csv
    case jsonl
}

extension MailDatabase {
    /// Calls `write` with a line for every mailbox, or for those of a domain. An import of the lines makes the same accounts.
    package func export(
        of domain: String?, as format: ExportFormat,
        write: (borrowing SecretBytes) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        let name = try storedName(ofDomain: domain)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if format == .csv { try write(SecretBytes(copying: ExportedAccount.csvHeader.utf8)) }
        let statement = try prepared(ExportStatements.mailboxes)
        try translatingErrors { () throws(StoreError) in try statement.bind(.optional(name), at: 1) }
        let verifier = PasswordVerifier(settings)
        let grants = try exportedGrants()
        while try translatingErrors({ () throws(StoreError) in try statement.step() }) {
            let account = try ExportedAccount(statement, grants[statement.number(0)] ?? [], verifier)
            switch format {
            case .csv: try write(account.csvLine())
            case .jsonl: try write(account.jsonLine(encoder))
            }
        }
    }
}
