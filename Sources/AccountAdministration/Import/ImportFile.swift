import Authentication
import PasswordSchemes
import SecretBytes

/// The accounts of a file, read and found to be right, with every password hashed: ready to be stored.
public struct ImportFile {
    /// What the file is called in errors.
    let name: String
    let accounts: [ImportedAccount]

    /// How many accounts there are.
    public var count: Int { accounts.count }

    /// Reads `bytes`, the contents of the file called `name`: JSON Lines if the first of them begins an object, else CSV.
    ///
    /// - Parameters:
    ///   - defaultScheme: The scheme of hashes that name none.
    ///   - hasher: What hashes passwords.
    ///   - progress: Hears how many accounts of how many are done.
    public init(
        name: String, bytes: borrowing SecretBytes, defaultScheme: String, hasher: PasswordHasher,
        progress: (Int, Int) -> Void
    ) throws(AdministrationError) {
        self.name = name
        do throws(LineError) {
            let read = try bytes.withUnsafeBytes { (bytes) throws(LineError) in
                let first = bytes.first { !" \t\r\n".utf8.contains($0) }
                return first == UInt8(ascii: "{") ? try Self.readJSONLines(bytes) : try Self.readCSV(bytes)
            }
            try Self.expectDifferent(read)
            let verifier = PasswordVerifier(defaultScheme: defaultScheme)
            var accounts: [ImportedAccount] = []
            accounts.reserveCapacity(read.count)
            // What can be said at once is, before hours are spent on hashing.
            for account in read where account.secret.isHash { try Self.expectUsable(account, verifier) }
            for account in read {
                accounts.append(try Self.hashed(account, hasher))
                progress(accounts.count, read.count)
            }
            self.accounts = accounts
        } catch {
            throw AdministrationError(.data, "\(name) line \(error.line): \(error.problem); nothing was changed")
        }
    }

    private static func expectDifferent(_ accounts: [ImportedAccount]) throws(LineError) {
        var lines: [AccountName: Int] = [:]
        for account in accounts {
            if let first = lines.updateValue(account.line, forKey: account.name) {
                throw LineError(account.line, "\(printable(account.name.description.utf8)) stands already in line \(first)")
            }
        }
    }

    /// A hash must be one that a password can match, or say plainly that none does: empty, `!` or `*`.
    private static func expectUsable(_ account: ImportedAccount, _ verifier: PasswordVerifier) throws(LineError) {
        switch verifier.reasonUnusable(account.secret.bytes) {
        case nil, .empty, .locked: break
        case let reason?: throw LineError(account.line, "the hash can't be used: \(reason)")
        }
    }

    private static func hashed(
        _ account: ImportedAccount, _ hasher: PasswordHasher
    ) throws(LineError) -> ImportedAccount {
        if account.secret.isHash { return account }
        do throws(AdministrationError) {
            let hash = try hasher.hash(account.secret.bytes, user: account.name.description)
            return ImportedAccount(
                line: account.line, name: account.name, secret: ImportedSecret(isHash: true, hash),
                columns: account.columns)
        } catch {
            throw LineError(account.line, error.description)
        }
    }
}
