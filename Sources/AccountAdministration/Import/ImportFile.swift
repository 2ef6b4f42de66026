import Authentication
import PasswordSchemes
import SecretBytes
import Settings
import TerminalText

/// The accounts of a file, read, checked and with every password hashed.
package struct ImportFile {
    let name: String
    let accounts: [ImportedAccount]

    /// The reasons why Dovecot or Postfix may refuse some of the names, a line each.
    package var warnings: [String] {
        accounts.flatMap { account in
            AddressKey(localpart: account.name.localpart, domain: account.name.domain).mailboxWarnings(settings)
        }
    }

    private let settings: Settings

    package var count: Int { accounts.count }

    /// Reads `bytes`, the contents of the file called `name`: JSON Lines if the first of them begins an object, else CSV.
    ///
    /// - Parameters:
    ///   - settings: The limits of hashes, the rules for passwords, and what separates an extension from a localpart.
    ///   - hasher: Hashes the passwords.
    ///   - isDryRun: Check the passwords, but do not hash them. Such accounts must not be stored for good.
    ///   - force: Allow names that SMTP allows in quotes, and passwords that are easy to guess.
    ///   - progress: Called with the number of finished accounts, and of all.
    package init(
        name: String, bytes: borrowing SecretBytes, settings: Settings, hasher: PasswordHasher, isDryRun: Bool = false,
        force: Bool = false,
        progress: (Int, Int) -> Void
    ) throws(AdministrationError) {
        self.name = name
        self.settings = settings
        let verifier = PasswordVerifier(settings)
        let rules = force ? nil : PasswordRules(settings)
        let read = try Self.read(bytes, name: name, verifier: verifier, rules: rules, force: force)
        let hashing = ImportHashing(hasher: hasher, verifier: verifier)
        do throws(LineError) {
            accounts = isDryRun ? try hashing.checked(read) : try hashing.hashed(read, progress: progress)
        } catch {
            throw Self.mistake(name, error)
        }
    }

    /// Reads the file and checks it before the hashing, which may take hours.
    private static func read(
        _ bytes: borrowing SecretBytes, name: String, verifier: PasswordVerifier, rules: PasswordRules?, force: Bool
    ) throws(AdministrationError) -> [ImportedAccount] {
        do throws(LineError) {
            let accounts = try bytes.withUnsafeBytes { (bytes) throws(LineError) in
                let first = bytes.first { !" \t\r\n".utf8.contains($0) }
                return first == UInt8(ascii: "{") ? try readJSONLines(bytes) : try readCSV(bytes)
            }
            for account in accounts {
                let key = AddressKey(localpart: account.name.localpart, domain: account.name.domain)
                guard let problem = key.newNameProblem(force: force) else { continue }
                throw LineError(account.line, "address \(oneLine(key.description)): \(problem)")
            }
            try expectDifferent(accounts)
            for account in accounts {
                if account.secret.isHash {
                    guard let problem = problem(ofHash: account.secret.bytes, verifier) else { continue }
                    throw LineError(account.line, "the hash cannot be used: \(problem)")
                } else if let problem = rules?.problem(of: account.secret.bytes, for: account.name.description) {
                    throw LineError(account.line, "the password \(problem); choose another one, or add --force")
                }
            }
            return accounts
        } catch {
            throw mistake(name, error)
        }
    }

    private static func mistake(_ name: String, _ error: LineError) -> AdministrationError {
        AdministrationError(error.status, "\(name) line \(error.line): \(error.problem); nothing was changed")
    }

    private static func expectDifferent(_ accounts: [ImportedAccount]) throws(LineError) {
        var lines: [AccountName: Int] = [:]
        lines.reserveCapacity(accounts.count)
        for account in accounts {
            if let first = lines.updateValue(account.line, forKey: account.name) {
                throw LineError(
                    account.line, "\(printable(account.name.description.utf8)) is already in line \(first)")
            }
        }
    }

    /// The reason why neither an import nor an export takes `hash`; nil if both do. An empty hash, `!` and `*` are valid.
    static func problem(ofHash hash: borrowing SecretBytes, _ verifier: PasswordVerifier) -> UnusablePassword? {
        switch verifier.reasonUnusable(hash) {
        case nil, .empty, .locked: nil
        case let reason?: reason
        }
    }
}
