import AccountStore
import PasswordSchemes
import TerminalText

/// Why a question has no answer now.
public enum TemporaryFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The database gave none.
    case store(StoreError)
    /// The `active` of this table is NULL or not an integer.
    case invalidActive(AccountName, ActiveTable)
    /// A mailbox's domain has a class that cannot own mail; nil if it is not an integer.
    case unusableClass(domain: String, domClass: Int64?, firstValidUID: UInt32)
    /// A hash could not be computed, for want of memory.
    case notComputed(AccountName, UnusablePassword)
    /// A mistake in the data that only mail depends on.
    case mailData(MailDataError)
    /// The name has no domain, and the setting `myhostname` is missing.
    case noHostname

    /// The failure of an account of which one of `states` is invalid.
    init(invalid states: [AccountState], of name: AccountName) {
        for case .invalid(let table) in states {
            self = .invalidActive(name, table)
            return
        }
        self = .invalidActive(name, .VMailbox)
    }

    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .store(let error):
            return error.description
        case .invalidActive(let name, let table):
            return "\(printable(name.description.utf8)): \(table).active is not an integer; set it to 1, 0 or -1"
        case .unusableClass(let domain, let domClass, let firstValidUID):
            let found = domClass.map { "domClass \($0)" } ?? "a domClass that is not an integer"
            return "domain \(printable(domain.utf8)): has mailboxes, but \(found) instead of the uid that owns them "
                + "(first_valid_uid, \(firstValidUID), or above); correct Domain.domClass"
        case .notComputed(let name, let reason):
            return "\(printable(name.description.utf8)): \(reason)"
        case .mailData(let error):
            return error.description
        case .noHostname:
            return "the login name has no domain; set myhostname in /etc/vmail-auth.conf"
        }
    }

    /// True if another program holds a lock: the same question may be answered a moment later.
    public var isLock: Bool {
        if case .store(let error) = self { error.kind == .locked } else { false }
    }
}
