import Authentication
import SecretBytes
import TerminalText

struct ImportedAccount {
    /// The line, from 1.
    let line: Int
    let name: AccountName
    let secret: ImportedSecret
    /// The values of ``ImportColumn/numbers``. A missing one stands for the default, or for the existing value.
    let columns: [ImportColumn: Int64]
}

/// A password, or a hash of one. It is a class because an array cannot hold noncopyable values.
final class ImportedSecret {
    /// Whether the bytes are a hash, to be stored as they are.
    let isHash: Bool
    let bytes: SecretBytes

    init(isHash: Bool, _ bytes: consuming SecretBytes) {
        self.isHash = isHash
        self.bytes = bytes
    }
}

/// The columns of a file, by the HOWTO's names where the database has them.
enum ImportColumn: String, CaseIterable {
    case address, hash, password
    case mailboxActive = "VMailbox.active"
    case addressActive = "Address.active"
    case addTpNum, addRcNum

    /// The columns of numbers, in the order of an export.
    static let numbers: [ImportColumn] = [.mailboxActive, .addressActive, .addTpNum, .addRcNum]

    /// The column called `name`, in upper or lower case.
    static func named(_ name: String) -> ImportColumn? {
        allCases.first { $0.rawValue.lowercased() == name.lowercased() }
    }

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension AccountName {
    init(imported text: some Collection<UInt8>, line: Int) throws(LineError) {
        do throws(AccountNameError) {
            try self.init(login: text, myhostname: nil)
        } catch .noDomain {
            throw LineError(line, "address \(printable(text)) has no domain")
        } catch {
            throw LineError(line, "address \(printable(text)) \(error)")
        }
    }
}
