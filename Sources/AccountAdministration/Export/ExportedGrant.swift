import Authentication
import SQLiteAccountStore
import Settings
import TerminalText

/// A grant to send as another address, as an export reads it.
struct ExportedGrant {
    /// The address; nil if an import would not make this grant.
    let address: String?
    /// The address for an administrator.
    let name: String
    let effect: ActiveEffect

    /// Reads a row of ``SenderStatements/all``.
    init(_ row: borrowing Statement) {
        effect = row.active(2, of: .Sender).effect
        name = printable(row.text(1) ?? [])
        let text = row.text(1).flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        let key = try? AddressKey(text, Settings())
        let isUsable = effect != .invalid && key?.description == text && key?.newNameProblem(force: false) == nil
        address = isUsable ? text : nil
    }
}

extension MailDatabase {
    /// The grants of every account, by its number.
    func exportedGrants() throws(AdministrationError) -> [Int64: [ExportedGrant]] {
        guard try has(.sender) else { return [:] }
        let grants = try rows(SenderStatements.all) { ($0.number(0), ExportedGrant($0)) }
        return Dictionary(grouping: grants, by: \.0).mapValues { $0.map(\.1) }
    }
}
