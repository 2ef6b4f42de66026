import Authentication
import FoundationEssentials
import PasswordSchemes
import SQLiteAccountStore
import SecretBytes
import TerminalText

/// A mailbox as a line of an import file.
struct ExportedAccount: ~Copyable {
    private let name: String
    private let hash: SecretBytes
    private let columns: [ImportColumn: Int64]
    /// The value of ``ImportColumn/sndAddress``.
    private let senders: String

    /// Names the columns, in the order of ``csvLine()``.
    static let csvHeader = "address,hash,VMailbox.active,Address.active,addTpNum,addRcNum,sndAddress\n"

    /// Reads a row of ``ExportStatements/mailboxes``, to whose account `grants` belong. Throws if an import could not make the same
    /// account; a grant that is off is left out.
    init(
        _ row: borrowing Statement, _ grants: [ExportedGrant], _ verifier: PasswordVerifier
    ) throws(AdministrationError) {
        let localpart = row.text(1) ?? []
        let domain = row.text(2) ?? []
        if let problem = AccountName.problem(localpart: localpart, domain: domain) {
            throw Self.mistake(row, "its name \(printable(localpart + [UInt8(ascii: "@")] + domain)) \(problem)")
        }
        let key = AddressKey(
            localpart: String(decoding: localpart, as: UTF8.self), domain: String(decoding: domain, as: UTF8.self))
        if let problem = key.newNameProblem(force: true) {
            throw Self.mistake(row, "its name \(oneLine(key.description)): \(problem)")
        }
        guard row.isNull(3) || row.text(3) != nil else { throw Self.mistake(row, "its vmPasswd is no text") }
        let stored = row.secretText(3) ?? SecretBytes(capacity: 0)
        if let problem = ImportFile.problem(ofHash: stored, verifier) { throw Self.mistake(row, problem.description) }
        var columns: [ImportColumn: Int64] = [:]
        for (column, index) in zip(ImportColumn.numbers, Int32(4)...) {
            columns[column] = row.integer(index)
            let mayBeMissing = column == .addTpNum || column == .addRcNum
            guard columns[column] != nil || (mayBeMissing && row.isNull(index)) else {
                throw Self.mistake(row, "its \(column.rawValue) is no whole number")
            }
        }
        var senders: [String] = []
        for grant in grants where grant.effect != .off {
            guard let address = grant.address else {
                throw Self.mistake(row, "its grant to send as \(grant.name) is none that an import can make")
            }
            senders.append(address)
        }
        self.senders = senders.joined(separator: " ")
        name = key.description
        hash = stored
        self.columns = columns
    }

    private static func mistake(_ row: borrowing Statement, _ problem: String) -> AdministrationError {
        .data(
            "VMailbox.vmNum \(row.integer(0) ?? 0): cannot be exported: \(problem); \"vmailadm check\" lists every such row"
        )
    }

    func csvLine() -> SecretBytes {
        let numbers = ImportColumn.numbers.map { columns[$0].map { ",\($0)" } ?? "," }.joined()
        // Every byte may be a quote, which is doubled.
        var line = SecretBytes(
            capacity: 2 * (name.utf8.count + hash.count + senders.utf8.count) + numbers.utf8.count + 9)
        Self.append(name.utf8, to: &line)
        line.append(UInt8(ascii: ","))
        hash.withUnsafeBytes { Self.append($0, to: &line) }
        for byte in "\(numbers),".utf8 { line.append(byte) }
        Self.append(senders.utf8, to: &line)
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Appends a field, in quotes if it needs them.
    private static func append(_ field: some Collection<UInt8>, to line: inout SecretBytes) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = field.contains { $0 <= 0x20 || $0 == quote || $0 == UInt8(ascii: ",") }
        if needsQuotes { line.append(quote) }
        for byte in field {
            if byte == quote { line.append(quote) }
            line.append(byte)
        }
        if needsQuotes { line.append(quote) }
    }

    func jsonLine(_ encoder: JSONEncoder) throws(AdministrationError) -> SecretBytes {
        guard let hash = hash.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw .data("\(name): cannot be exported as JSON: its vmPasswd is not UTF-8 text; use CSV")
        }
        var object: [String: StoredValue] = ["address": .text(name), "hash": .text(hash)]
        for column in ImportColumn.numbers {
            object[column.rawValue] = columns[column].map { .integer($0) } ?? .null
        }
        object[ImportColumn.sndAddress.rawValue] = senders.isEmpty ? .null : .text(senders)
        do {
            return SecretBytes(copying: try encoder.encode(object) + [UInt8(ascii: "\n")])
        } catch {
            throw .data("\(name): cannot be written as JSON")
        }
    }
}
