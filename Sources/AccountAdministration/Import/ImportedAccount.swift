import Authentication
import SecretBytes
import Settings
import TerminalText

struct ImportedAccount: Sendable {
    /// The line, from 1.
    let line: Int
    let name: AccountName
    var secret: ImportedSecret
    /// The values of ``ImportColumn/numbers``. A missing one stands for the default, or for the existing value.
    let columns: [ImportColumn: Int64]
    /// The addresses that it may send as, besides its own.
    let senders: [String]
}

/// A password, or a hash of one. It is a class because an array cannot hold noncopyable values.
///
/// Nothing changes its bytes after `init`, so that threads may share it, though `SecretBytes` is not Sendable.
final class ImportedSecret: @unchecked Sendable {
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
    /// The addresses that the account may send as, with blanks between them.
    case sndAddress

    /// The columns of numbers, in the order of an export.
    static let numbers: [ImportColumn] = [.mailboxActive, .addressActive, .addTpNum, .addRcNum]

    /// The column called `name`, in upper or lower case.
    static func named(_ name: String) -> ImportColumn? {
        allCases.first { $0.rawValue.lowercased() == name.lowercased() }
    }

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension ImportedAccount {
    /// The addresses in a value of ``ImportColumn/sndAddress``.
    static func senders(_ text: String, line: Int) throws(LineError) -> [String] {
        var senders: [String] = []
        for word in text.split(separator: " ") {
            do throws(AdministrationError) {
                let key = try AddressKey(String(word), Settings())
                try key.expectNewName(force: false)
                senders.append(key.description)
            } catch {
                throw LineError(line, "sndAddress: \(error)")
            }
        }
        return senders
    }
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
