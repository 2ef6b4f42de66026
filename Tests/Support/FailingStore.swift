import AccountStore
import SecretBytes

/// A store for tests: it answers each question with `failure` while there is one, else as `store` does; at once, or while `isSlow` only
/// when ``answer()`` is called.
public final class FailingStore: AccountStore {
    /// The failure that questions are answered with; nil for the answers of `store`.
    public var failure: StoreError?
    /// True if answers wait for ``answer()``.
    public var isSlow = false
    /// How many questions were asked.
    public private(set) var questions = 0

    private let store: any AccountStore
    private var waiting: [() -> Void] = []

    /// A store in front of `store`.
    public init(_ store: any AccountStore, failure: StoreError? = nil) {
        self.store = store
        self.failure = failure
    }

    /// A failure of `kind`, with the advice that goes with it.
    public static func failure(_ kind: StoreError.Kind) -> StoreError {
        StoreError(kind, database: "test", problem: "fails on demand")
    }

    /// How many answers wait.
    public var waitingAnswers: Int { waiting.count }

    /// Gives the answer that has waited longest, or the one at `index`.
    public func answer(at index: Int = 0) { waiting.remove(at: index)() }

    public var name: String { store.name }

    public func account(
        localpart: String, domain: String, wantsPassword: Bool,
        then completion: @escaping (consuming Result<AccountRows, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.account(localpart: localpart, domain: domain, wantsPassword: wantsPassword, then: completion)
        }
    }

    public func mailboxes(
        after number: Int64, limit: Int, then completion: @escaping (Result<MailboxPage, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.mailboxes(after: number, limit: limit, then: completion)
        }
    }

    public func mailboxNumbers(then completion: @escaping (Result<ClosedRange<Int64>?, StoreError>) -> Void) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.mailboxNumbers(then: completion)
        }
    }

    public func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming Result<SecretBytes?, StoreError>) -> Void
    ) {
        ask { [self] in
            if let failure { return completion(.failure(failure)) }
            store.password(from: number, limit: limit, where: isWanted, then: completion)
        }
    }

    public func share(_ questions: () -> Void) { store.share(questions) }

    private func ask(_ question: @escaping () -> Void) {
        questions += 1
        if isSlow { waiting.append(question) } else { question() }
    }
}
