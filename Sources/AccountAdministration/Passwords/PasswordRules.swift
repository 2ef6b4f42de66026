import SecretBytes
import Settings

/// The rules for a new password of an account. They do not hold for hashes, which cannot be judged.
package struct PasswordRules: Sendable {
    /// The least number of characters.
    private let minLength: Int
    private let common: CommonPasswords?

    package init(_ settings: Settings, common: CommonPasswords? = CommonPasswords()) {
        minLength = settings.passwordMinLength
        self.common = common
    }

    /// Throws if `password` is too easy to guess for the account `user`, `localpart@domain`. The error does not quote it.
    package func expectGood(_ password: borrowing SecretBytes, for user: String) throws(AdministrationError) {
        guard let problem = problem(of: password, for: user) else { return }
        throw .data("the password \(problem); choose another one, or add --force")
    }

    /// The rule that `password` breaks, as the end of a sentence; nil if it breaks none.
    func problem(of password: borrowing SecretBytes, for user: String) -> String? {
        guard password.withUnsafeBytes({ $0.count(where: { !isContinuation($0) }) }) >= minLength else {
            return "has fewer than \(minLength) characters (the setting password_min_length)"
        }
        let names = [Substring(user)] + user.split(separator: "@", maxSplits: 1)
        let isName = password.withUnsafeBytes { password in
            names.contains { $0.utf8.lazy.map(lowerCase).elementsEqual(password.lazy.map(lowerCase)) }
        }
        if isName { return "is the name of the account, or a part of it" }
        if let common, common.contains(password) {
            return "is one of the common words that attackers try first (\(CommonPasswords.packagedFile))"
        }
        return nil
    }
}

/// Whether `byte` continues a character of UTF-8.
private func isContinuation(_ byte: UInt8) -> Bool { byte & 0b1100_0000 == 0b1000_0000 }
