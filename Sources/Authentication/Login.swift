import AccountStore
import PasswordSchemes
import SecretBytes

/// A login whose password is still to be compared: all that the database has to say about it.
///
/// The comparison needs no database, so it may run elsewhere. A refusal costs what a wrong password costs, whatever its reason: an account
/// that is denied has its own hash computed all the same, and an unknown one the hash of another account.
public struct Login: ~Copyable, Sendable {
    private let entry: PassdbEntry
    private let verifier: PasswordVerifier
    /// Why the account's own password cannot match; nil if it can.
    private let unusable: UnusablePassword?
    /// What the password is compared with: the account's own hash, or the one that stands for it; nil if there is none.
    private let hash: SecretBytes?

    init(
        entry: consuming PassdbEntry, verifier: PasswordVerifier, unusable: UnusablePassword?,
        hash: consuming SecretBytes?
    ) {
        self.entry = entry
        self.verifier = verifier
        self.unusable = unusable
        self.hash = hash
    }

    /// The verdict if the password is right, or need not be compared because the caller vouches for the user.
    public var verdictWithoutPassword: LoginVerdict { entry.verdict }

    /// The bytes of memory that ``verdict(on:)`` takes, if they are more than a few.
    public var memory: Int {
        switch hash {
        case .some(let hash): verifier.memory(for: hash)
        case nil: 0
        }
    }

    /// Compares `password`, which takes the time of the hash.
    public borrowing func verdict(on password: borrowing SecretBytes) -> LoginVerdict {
        let comparison: PasswordComparison
        switch hash {
        case .some(let hash): comparison = verifier.compare(password, with: hash, user: entry.name?.description ?? "")
        case nil: comparison = .mismatch
        }
        guard case .allowed(let account) = entry.verdict else { return entry.verdict }
        if let unusable { return .denied(.unusablePassword(unusable)) }
        return switch comparison {
        case .match: .allowed(account)
        case .mismatch: .denied(.wrongPassword)
        case .unusable(.notComputed(let scheme)):
            .temporaryFailure(.notComputed(account.name, .notComputed(scheme: scheme)))
        case .unusable(let reason): .denied(.unusablePassword(reason))
        }
    }
}

extension AccountDirectory {
    /// Looks up `name` for a login whose password is to be compared by the caller of ``Login/verdict(on:)``.
    public func login(_ name: some Collection<UInt8>, then completion: @escaping (consuming Login) -> Void) {
        let directory = self
        let verifier = PasswordVerifier(settings)
        let typed = String(decoding: name, as: UTF8.self)
        passdb(name) { entry in
            if case .temporaryFailure = entry.verdict {
                return completion(Login(entry: entry, verifier: verifier, unusable: nil, hash: nil))
            }
            var entry = entry
            let stored = entry.password.take() ?? SecretBytes(capacity: 0)
            guard let reason = verifier.reasonUnusable(stored) else {
                return completion(Login(entry: entry, verifier: verifier, unusable: nil, hash: stored))
            }
            if case .allowed(let account) = entry.verdict { directory.warn(.unusablePassword(account.name, reason)) }
            let user = entry.name?.description ?? typed
            var kept: PassdbEntry? = consume entry
            directory.store.drawPassword(for: user, verifier: verifier) { hash in
                guard let entry = kept.take() else { return }
                completion(Login(entry: entry, verifier: verifier, unusable: reason, hash: hash))
            }
        }
    }
}
