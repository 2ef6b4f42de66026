import AccountStore
import SecretBytes

/// A store for tests: it answers each question with `failure` while there is one, else as `store` does; at once, or while `isSlow` only
/// when ``answer()`` is called.
package final class FailingStore: AccountStore {
    /// The failure that questions are answered with; nil for the answers of `store`.
    package var failure: StoreError?
    /// True if answers wait for ``answer()``.
    package var isSlow = false
    /// How many questions were asked.
    package private(set) var questions = 0

    private let store: any AccountStore
    private var waiting: [() -> Void] = []

    /// A store in front of `store`.
    package init(_ store: any AccountStore, failure: StoreError? = nil) {
        self.store = store
        self.failure = failure
    }

    /// A failure of `kind`, with the advice that goes with it.
    package static func failure(_ kind: StoreError.Kind) -> StoreError {
        StoreError(kind, database: "test", problem: "fails on demand")
    }

    /// How many answers wait.
    package var waitingAnswers: Int { waiting.count }

    /// Gives the answer that has waited longest, or the one at `index`.
    package func answer(at index: Int = 0) { waiting.remove(at: index)() }

    package var name: String { store.name }

    package func account(
        localpart: String, domain: String, wantsPassword: Bool,
        then completion: @escaping (consuming Result<AccountRows, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.account(localpart: localpart, domain: domain, wantsPassword: wantsPassword, then: completion)
        }
    }

    package func mailboxes(
        after number: Int64, limit: Int, then completion: @escaping (Result<MailboxPage, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.mailboxes(after: number, limit: limit, then: completion)
        }
    }

    package func mailboxNumbers(then completion: @escaping (Result<ClosedRange<Int64>?, StoreError>) -> Void) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.mailboxNumbers(then: completion)
        }
    }

    package func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming Result<SecretBytes?, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.password(from: number, limit: limit, where: isWanted, then: completion)
        }
    }

    package func route(
        localparts: [String], domain: String, then completion: @escaping (Result<RouteRows, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.route(localparts: localparts, domain: domain, then: completion)
        }
    }

    package func recipient(
        localparts: [String], domain: String, limit: Int,
        then completion: @escaping (Result<RecipientRows, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.recipient(localparts: localparts, domain: domain, limit: limit, then: completion)
        }
    }

    package func senderGrants(
        addresses: [String], limit: Int, then completion: @escaping (Result<SenderGrants, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.senderGrants(addresses: addresses, limit: limit, then: completion)
        }
    }

    package func share(_ questions: () -> Void) { store.share(questions) }

    private func ask(_ question: @escaping () -> Void) {
        questions += 1
        if isSlow { waiting.append(question) } else { question() }
    }
}
