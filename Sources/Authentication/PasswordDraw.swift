import AccountStore
import PasswordSchemes
import SecretBytes

extension AccountStore {
    /// Draws the stored password that stands for the missing one of `user`, so that a refusal costs what a wrong password of some account
    /// costs; nil if no account has one that can be computed.
    ///
    /// Every account may be drawn, so the costs are distributed like the accounts' own. The draw for a name is always the same, so asking
    /// again tells nothing. It is keyed with the password of the lowest `vmNum`, so nobody outside can foretell it.
    func drawPassword(
        for user: String, verifier: PasswordVerifier, then completion: @escaping (consuming SecretBytes?) -> Void
    ) {
        let isUsable: (borrowing SecretBytes) -> Bool = { verifier.reasonUnusable($0) == nil }
        mailboxNumbers { result in
            guard case .success(let numbers?) = result else { return completion(nil) }
            self.passwordIfReadable(from: numbers.lowerBound, limit: 1, where: { _ in true }) { key in
                let draw = keyedNumber(of: user, key: key ?? SecretBytes(capacity: 0))
                self.passwordIfReadable(
                    from: numbers.element(draw), limit: passwordsRead, where: isUsable
                ) { password in
                    if password != nil { return completion(password) }
                    self.passwordIfReadable(
                        from: numbers.lowerBound, limit: passwordsRead, where: isUsable, then: completion)
                }
            }
        }
    }

    private func passwordIfReadable(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming SecretBytes?) -> Void
    ) {
        password(from: number, limit: limit, where: isWanted) { result in
            switch consume result {
            case .success(let password): completion(password)
            case .failure: completion(nil)
            }
        }
    }
}

/// The most mailboxes that one draw looks at for a password that can be computed.
private let passwordsRead = 32

extension ClosedRange<Int64> {
    /// The element that `draw` falls on.
    fileprivate func element(_ draw: UInt64) -> Int64 {
        let span = UInt64(bitPattern: upperBound &- lowerBound)
        let offset = span == .max ? draw : draw % (span + 1)
        return lowerBound &+ Int64(bitPattern: offset)
    }
}
