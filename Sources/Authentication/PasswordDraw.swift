import AccountStore
import PasswordSchemes
import SecretBytes

extension AccountStore {
    /// Draws the stored password that stands for the missing one of `user`, so that a refusal costs what a wrong password of some account
    /// costs; nil if no account has one that can be computed, or if the store fails.
    ///
    /// Every account may be drawn, so the costs are distributed like the accounts' own. The draw for a name is always the same, so asking
    /// again tells nothing. It is keyed with the first stored password, so nobody outside can foretell it.
    func drawPassword(
        for user: String, verifier: PasswordVerifier, then completion: @escaping (consuming SecretBytes?) -> Void
    ) {
        let isUsable: (borrowing SecretBytes) -> Bool = { verifier.reasonUnusable($0) == nil }
        mailboxNumbers { result in
            guard case .success(let numbers?) = result else { return completion(nil) }
            let first = numbers.lowerBound
            self.password(from: first, limit: passwordsRead, where: { !$0.isEmpty }) { result in
                guard case .success(.some(let key)) = consume result else { return completion(nil) }
                let drawn = numbers.element(keyedNumber(of: user, key: key))
                self.password(from: drawn, limit: passwordsRead, where: isUsable) { result in
                    switch consume result {
                    case .failure: completion(nil)
                    case .success(.some(let password)): completion(password)
                    case .success(nil):
                        self.password(from: first, limit: passwordsRead, where: isUsable) { result in
                            switch consume result {
                            case .success(let password): completion(password)
                            case .failure: completion(nil)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The most mailboxes that one question of a draw reads.
private let passwordsRead = 32

extension ClosedRange<Int64> {
    /// The element that `draw` falls on.
    fileprivate func element(_ draw: UInt64) -> Int64 {
        let span = UInt64(bitPattern: upperBound &- lowerBound)
        let offset = span == .max ? draw : draw % (span + 1)
        return lowerBound &+ Int64(bitPattern: offset)
    }
}
