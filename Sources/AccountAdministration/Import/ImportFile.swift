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
    ///   - settings: The limits of hashes, and what separates an extension from a localpart.
    ///   - hasher: Hashes the passwords.
    ///   - force: Allow names that SMTP allows in quotes.
    ///   - progress: Called with the number of finished accounts, and of all.
    package init(
        name: String, bytes: borrowing SecretBytes, settings: Settings, hasher: PasswordHasher, force: Bool = false,
        progress: (Int, Int) -> Void
    ) throws(AdministrationError) {
        self.name = name
        self.settings = settings
        let verifier = PasswordVerifier(settings)
        let read = try Self.read(bytes, name: name, verifier: verifier, force: force)
        var accounts: [ImportedAccount] = []
        accounts.reserveCapacity(read.count)
        for account in read {
            do throws(AdministrationError) {
                accounts.append(try Self.hashed(account, hasher, verifier))
            } catch {
                throw Self.mistake(name, LineError(account.line, error.description), error.status)
            }
            progress(accounts.count, read.count)
        }
        self.accounts = accounts
    }

    /// Reads the file and checks it before the hashing, which may take hours.
    private static func read(
        _ bytes: borrowing SecretBytes, name: String, verifier: PasswordVerifier, force: Bool
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
            for account in accounts where account.secret.isHash {
                guard let problem = problem(ofHash: account.secret.bytes, verifier) else { continue }
                throw LineError(account.line, "the hash cannot be used: \(problem)")
            }
            return accounts
        } catch {
            throw mistake(name, error, .data)
        }
    }

    private static func mistake(_ name: String, _ error: LineError, _ status: ExitStatus) -> AdministrationError {
        AdministrationError(status, "\(name) line \(error.line): \(error.problem); nothing was changed")
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

    private static func hashed(
        _ account: ImportedAccount, _ hasher: PasswordHasher, _ verifier: PasswordVerifier
    ) throws(AdministrationError) -> ImportedAccount {
        if account.secret.isHash { return account }
        let hash = try hasher.hash(account.secret.bytes, user: account.name.description)
        // The settings may allow less than the hasher makes.
        if let reason = verifier.reasonUnusable(hash) { throw AdministrationError(reason) }
        return ImportedAccount(
            line: account.line, name: account.name, secret: ImportedSecret(isHash: true, hash), columns: account.columns
        )
    }
}
