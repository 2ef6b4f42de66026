import Dispatch
import Glibc
import PasswordSchemes
import SecretBytes
import Synchronization

/// Makes the hashes of the passwords in a file.
struct ImportHashing: Sendable {
    let hasher: PasswordHasher
    let verifier: PasswordVerifier

    /// The accounts with a hash each, made on all processors. The error is that of the first line that has one.
    ///
    /// - Parameter progress: Called with the number of finished accounts, and of all.
    func hashed(
        _ accounts: [ImportedAccount], progress: (Int, Int) -> Void
    ) throws(LineError) -> [ImportedAccount] {
        var hashed: [ImportedAccount] = []
        hashed.reserveCapacity(accounts.count)
        // Several for each processor, since some hashes take longer than others.
        let batch = 16 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        while hashed.count < accounts.count {
            let first = hashed.count
            let results = Mutex<[Int: Result<ImportedAccount, LineError>]>([:])
            DispatchQueue.concurrentPerform(iterations: min(batch, accounts.count - first)) { offset in
                let result = result(for: accounts[first + offset])
                results.withLock { $0[first + offset] = result }
            }
            for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
                hashed.append(try result.get())
            }
            progress(hashed.count, accounts.count)
        }
        return hashed
    }

    /// The accounts as a dry run stores them: in place of a hash of its password, an account has one that nothing matches.
    ///
    /// Throws what hashing would throw, as far as one hash and a look at each password tell.
    func checked(_ accounts: [ImportedAccount]) throws(LineError) -> [ImportedAccount] {
        if let first = accounts.first(where: { !$0.secret.isHash }) { _ = try result(for: first).get() }
        return try accounts.map { account throws(LineError) in
            if account.secret.isHash { return account }
            do throws(AdministrationError) {
                try hasher.expectHashable(account.secret.bytes)
            } catch {
                throw LineError(account.line, error.description, error.status)
            }
            var locked = account
            locked.secret = ImportedSecret(isHash: true, SecretBytes(copying: "!".utf8))
            return locked
        }
    }

    private func result(for account: ImportedAccount) -> Result<ImportedAccount, LineError> {
        if account.secret.isHash { return .success(account) }
        do throws(AdministrationError) {
            let hash = try hasher.hash(account.secret.bytes, user: account.name.description)
            // The settings may allow less than the hasher makes.
            if let reason = verifier.reasonUnusable(hash) { throw AdministrationError(reason) }
            var hashed = account
            hashed.secret = ImportedSecret(isHash: true, hash)
            return .success(hashed)
        } catch {
            return .failure(LineError(account.line, error.description, error.status))
        }
    }
}
