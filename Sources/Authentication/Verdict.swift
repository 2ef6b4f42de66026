import AccountDatabase
import PasswordSchemes

/// The answer to a question about an account. The four are never mixed: what can't be told is not "unknown", and is not "no".
public enum Verdict<Granted> {
    /// Yes.
    case allowed(Granted)
    /// No, and nobody else may say yes.
    case denied(Denial)
    /// There is no such account here; somebody else may know it.
    case unknown
    /// It can't be told now: to be tried again later.
    case temporaryFailure(TemporaryFailure)
}

extension Verdict: Equatable where Granted: Equatable {}
extension Verdict: Sendable where Granted: Sendable {}

/// Why a login is denied.
public enum Denial: Equatable, Sendable {
    /// What the account's rows say, by the policy table.
    case state([AccountState])
    /// The name is nobody's and can't be anybody's elsewhere: a catchall.
    case catchall
    /// Another password is stored.
    case wrongPassword
    /// What is stored as password can't match any.
    case unusablePassword(UnusablePassword)
}

/// Why a question has no answer now.
public enum TemporaryFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The database gave none.
    case database(DatabaseError)
    /// A mailbox's domain has a class that can't own mail; nil if it is no integer.
    case unusableClass(domain: String, domClass: Int64?, firstValidUID: UInt32)
    /// The hash of the password could not be computed, for want of memory.
    case notComputed(AccountName, UnusablePassword)

    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .database(let error):
            return error.description
        case .unusableClass(let domain, let domClass, let firstValidUID):
            let found = domClass.map { "domClass \($0)" } ?? "a domClass that is no number"
            return
                "domain \(printable(domain.utf8)): has mailboxes, but \(found) where the uid that owns them belongs "
                + "(from first_valid_uid, \(firstValidUID), upwards); correct Domain.domClass"
        case .notComputed(let name, let reason):
            return "\(printable(name.description.utf8)): \(reason)"
        }
    }

    /// True if the same question may be answered a moment later, because somebody else holds a lock.
    public var isLock: Bool {
        if case .database(let error) = self { error.kind == .locked } else { false }
    }
}
