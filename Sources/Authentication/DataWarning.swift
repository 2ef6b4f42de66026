import PasswordSchemes
import TerminalText

/// A mistake in the data that an administrator should correct. It decides nothing: the answer says what came of it.
public enum DataWarning: Equatable, Sendable, CustomStringConvertible {
    /// A `vmPasswd` that no password matches.
    case unusablePassword(AccountName, UnusablePassword)
    /// A mailbox whose name no look-up ever matches; `number` is its `vmNum`, nil stands for a name that is not text.
    case unmatchableName(number: Int64, AccountNameError?)
    /// A mailbox that iteration leaves out, because its look-up fails temporarily.
    case notListed(String)

    /// One line: which account, what is wrong, what to do.
    public var description: String {
        switch self {
        case .unusablePassword(let name, let reason):
            "\(printable(name.description.utf8)): nobody can log in with its stored password (\(reason)); set a new one"
        case .unmatchableName(let number, let reason):
            "VMailbox.vmNum \(number): the name of its address \(reason?.description ?? "is not text"), so it is not listed; "
                + "correct the Address or Domain row"
        case .notListed(let failure):
            failure
        }
    }
}
