import PasswordSchemes
import SecretBytes

/// Short forms for the tables of the tests.
extension PasswordVerifier {
    func compare(_ password: String, _ stored: String, user: String = "user@new.vmail.example") -> PasswordComparison {
        compare(Array(password.utf8), Array(stored.utf8), user: user)
    }

    func compare(_ password: [UInt8], _ stored: [UInt8], user: String = "user@new.vmail.example") -> PasswordComparison
    {
        compare(SecretBytes(copying: password), with: SecretBytes(copying: stored), user: user)
    }

    func reasonUnusable(_ stored: String) -> UnusablePassword? {
        reasonUnusable(SecretBytes(copying: Array(stored.utf8)))
    }

    func schemeName(of stored: String) -> String? {
        schemeName(of: SecretBytes(copying: Array(stored.utf8)))
    }
}
