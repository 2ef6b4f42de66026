import AccountStore
import Settings

/// What becomes of mail for one recipient, and why.
package struct RecipientExplanation: Equatable, Sendable {
    package enum Verdict: Equatable, Sendable {
        /// Postfix accepts it.
        case accepted
        /// Postfix rejects it as that of an unknown user; the text says why.
        case rejected(String)
        /// Postfix defers it.
        case deferred(TemporaryFailure)
        /// The domain is in no class, so Postfix does not take mail for it from strangers.
        case elsewhere
    }

    package let verdict: Verdict
    /// The address whose row answers, for an administrator: without the extension, or `@domain` of a catchall; nil if none does.
    package let row: String?
}

extension AccountDirectory {
    /// The addresses whose rows and grants count for `address`, in lower case: itself, it without its extension, and `@domain`.
    package func addressesCounting(for address: some Collection<UInt8>) -> [String] {
        RecipientKey(address, settings: settings)?.grantedAddresses ?? []
    }

    /// Explains the answers that Postfix gets about the recipient `address`.
    package func explainRecipient(
        _ address: some Collection<UInt8>, then completion: @escaping (RecipientExplanation) -> Void
    ) {
        let settings = settings
        let store = store
        guard let key = RecipientKey(address, settings: settings), !key.localparts.isEmpty else {
            return completion(
                RecipientExplanation(verdict: .rejected("it is a catchall, which is no address"), row: nil))
        }
        store.account(localpart: "", domain: key.domain, wantsPassword: false) { result in
            switch consume result {
            case .failure(let error):
                completion(RecipientExplanation(verdict: .deferred(.store(error)), row: nil))
            case .success(let rows):
                guard let domain = rows.domain, AddressClass(domain.domClass, settings: settings) != .foreign else {
                    return completion(RecipientExplanation(verdict: .elsewhere, row: nil))
                }
                store.recipient(localparts: key.localparts, domain: key.domain, limit: AliasExpansion.mostRows) {
                    completion(RecipientExplanation(of: key, $0, settings: settings))
                }
            }
        }
    }
}

extension RecipientExplanation {
    fileprivate init(of key: RecipientKey, _ result: Result<RecipientRows, StoreError>, settings: Settings) {
        switch result {
        case .failure(let error): self.init(verdict: .deferred(.store(error)), row: nil)
        case .success(let rows):
            guard rows.isComplete else {
                let name = "\(key.localparts[0])@\(key.domain)"
                self.init(
                    verdict: .deferred(.mailData(.tooManyRows(of: name, limit: AliasExpansion.mostRows))), row: name)
                return
            }
            guard let row = rows.root.flatMap({ rows.addresses[$0] }) else {
                self.init(verdict: .rejected("it has no Address row"), row: nil)
                return
            }
            switch AliasExpansion.verdict(of: rows, settings: settings) {
            case .unknown: self.init(verdict: .rejected(row.reasonAgainstMail), row: row.name)
            case .delivered, .forwarded: self.init(verdict: .accepted, row: row.name)
            case .temporaryFailure(let failure): self.init(verdict: .deferred(failure), row: row.name)
            }
        }
    }
}
