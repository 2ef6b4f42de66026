import AccountDatabase
import PasswordSchemes

/// A mistake in the data that an administrator should hear of. It decides nothing: the answer says what came of it.
public enum DataWarning: Equatable, Sendable, CustomStringConvertible {
    /// An `active` that is NULL or no integer.
    case undecided(AccountName, AccountState.Table)
    /// A `vmPasswd` that no password matches.
    case unusablePassword(AccountName, UnusablePassword)
    /// A mailbox whose name can never match; `number` is its `vmNum`.
    case unmatchableName(number: Int64, AccountNameError?)
    /// A mailbox that iteration leaves out because a look-up of it would fail.
    case failing(TemporaryFailure)

    /// One line: which account, what is wrong, what to do.
    public var description: String {
        switch self {
        case .undecided(let name, let table):
            return
                "\(printable(name)): \(table).active is not a whole number, so the account is off; set it to 1, 0 or -1"
        case .unusablePassword(let name, let reason):
            return "\(printable(name)): nobody can log in with the password that is stored (\(reason)); set a new one"
        case .unmatchableName(let number, let reason):
            let problem = reason?.description ?? "is not text"
            return
                "VMailbox.vmNum \(number): the name of its address \(problem), so it is left out; correct the Address or Domain row"
        case .failing(let failure):
            return failure.description
        }
    }

    private func printable(_ name: AccountName) -> String { Authentication.printable(name.description.utf8) }
}

/// `bytes` for one line of a log: what is not printable ASCII as `\xHH`, and no more than 100 bytes of it.
public func printable(_ bytes: some Collection<UInt8>) -> String {
    let longest = 100
    let digits = Array("0123456789abcdef".unicodeScalars)
    var text = ""
    for byte in bytes.prefix(longest) {
        if (0x20...0x7e).contains(byte), byte != UInt8(ascii: "\\") {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            text += "\\x"
            text.unicodeScalars.append(digits[Int(byte >> 4)])
            text.unicodeScalars.append(digits[Int(byte & 0xf)])
        }
    }
    return bytes.count > longest ? text + "..." : text
}

/// `text` as one line that is safe to print on a terminal: control characters and line separators become `?`.
public func oneLine(_ text: String) -> String {
    var line = ""
    line.unicodeScalars.append(
        contentsOf: text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029: "?"
            default: scalar
            }
        })
    return line
}
