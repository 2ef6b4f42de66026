import Authentication
import SecretBytes
import TerminalText

/// An account as a line of a file has it.
struct ImportedAccount {
    /// The other columns of the file; nil stands for the default, or for the existing value.
    struct Columns: Equatable {
        var mailboxActive: Int64?
        var addressActive: Int64?
        var addTpNum: Int64?
        var addRcNum: Int64?
    }

    /// The line, from 1.
    let line: Int
    let name: AccountName
    let secret: ImportedSecret
    let columns: Columns
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

    /// The column called `name`, in upper or lower case.
    init?(_ name: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = found
    }

    /// Every name, for an error.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension AccountName {
    /// The account that a line is about.
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
