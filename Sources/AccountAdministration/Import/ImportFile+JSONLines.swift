import Authentication
import FoundationEssentials
import SecretBytes
import TerminalText

extension ImportFile {
    /// Reads JSON Lines: an object a line, with the columns as keys.
    ///
    /// A password passes through the JSON library, which does not wipe what it reads.
    static func readJSONLines(_ bytes: UnsafeRawBufferPointer) throws(LineError) -> [ImportedAccount] {
        let decoder = JSONDecoder()
        var accounts: [ImportedAccount] = []
        var line = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            if text.allSatisfy({ " \t\r".utf8.contains($0) }) { continue }
            guard let object = try? decoder.decode([String: StoredValue].self, from: Data(text)) else {
                throw LineError(line, "is no JSON object")
            }
            accounts.append(try account(object, line: line))
        }
        return accounts
    }

    private static func account(_ object: [String: StoredValue], line: Int) throws(LineError) -> ImportedAccount {
        for key in object.keys where ImportColumn(rawValue: key) == nil {
            throw LineError(line, "there is no key \(printable(key.utf8)), only \(ImportColumn.names)")
        }
        func text(_ column: ImportColumn) throws(LineError) -> String? {
            switch object[column.rawValue] ?? .null {
            case .null: return nil
            case .text(let text): return text
            case .integer, .other: throw LineError(line, "\(column.rawValue) is no text")
            }
        }
        guard let address = try text(.address) else { throw LineError(line, "has no address") }
        let hash = try text(.hash)
        let password = try text(.password)
        var columns: [ImportColumn: Int64] = [:]
        for column in ImportColumn.numbers {
            switch object[column.rawValue] ?? .null {
            case .null: continue
            case .integer(let number): columns[column] = number
            case .text, .other: throw LineError(line, "\(column.rawValue) is no whole number")
            }
        }
        guard hash == nil || password == nil else { throw LineError(line, "has both a hash and a password") }
        guard let secret = hash ?? password, hash != nil || !secret.isEmpty else {
            throw LineError(line, "has no password")
        }
        return ImportedAccount(
            line: line, name: try AccountName(imported: address.utf8, line: line),
            secret: ImportedSecret(isHash: hash != nil, SecretBytes(copying: secret.utf8)), columns: columns,
            senders: try ImportedAccount.senders(try text(.sndAddress) ?? "", line: line))
    }
}
