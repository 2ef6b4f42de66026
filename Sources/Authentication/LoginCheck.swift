import AccountDatabase
import PasswordSchemes
import SecretBytes

extension AccountDirectory {
    /// Whether `password` lets `login` in: the policy table, and then the password.
    ///
    /// A refusal costs what a wrong password costs, whatever its reason: an account that is denied has its own hash computed all
    /// the same, and where there is none the hash of the newest account, which stands for the scheme in use.
    public mutating func check(_ login: some Collection<UInt8>, password: borrowing SecretBytes) -> Verdict<Account> {
        let entry = passdb(login)
        if case .temporaryFailure = entry.verdict { return entry.verdict }
        let verifier = PasswordVerifier(settings)
        let user = entry.name?.description ?? ""
        let comparison: PasswordComparison
        switch entry.password {
        case .some(let stored):
            comparison = verifier.compare(password, with: stored, user: user)
        case nil:
            comparison = .unusable(.empty)
        }
        if case .unusable = comparison { spendTheTimeOfAWrongPassword(password, verifier: verifier) }
        guard case .allowed(let account) = entry.verdict else { return entry.verdict }
        switch comparison {
        case .match:
            return .allowed(account)
        case .mismatch:
            return .denied(.wrongPassword)
        case .unusable(.notComputed(let scheme)):
            return .temporaryFailure(.notComputed(account.name, .notComputed(scheme: scheme)))
        case .unusable(let reason):
            warn(.unusablePassword(account.name, reason))
            return .denied(.unusablePassword(reason))
        }
    }

    /// How many accounts are looked at to find the scheme in use.
    private static var accountsLookedAt: Int { 32 }

    /// Computes what a wrong password of an account here would, and forgets the outcome.
    private mutating func spendTheTimeOfAWrongPassword(_ password: borrowing SecretBytes, verifier: PasswordVerifier) {
        switch hashInUse(verifier) {
        case .some(let hash): _ = verifier.compare(password, with: hash, user: "")
        case nil: break
        }
    }

    /// The hash that stands for the accounts of this database: of the newest ones, the first that can be computed; one of a clear
    /// scheme, which costs nothing, only if there is no other.
    mutating func hashInUse(_ verifier: PasswordVerifier) -> SecretBytes? {
        let hashed = try? reader.newestPassword(among: Self.accountsLookedAt) { stored in
            verifier.strength(of: stored).map { $0 != .clear } ?? false
        }
        if let hashed { return hashed }
        return try? reader.newestPassword(among: Self.accountsLookedAt) { verifier.reasonUnusable($0) == nil }
    }
}
