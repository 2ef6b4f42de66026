import AccountStore
import SecretBytes

/// The answers of a store that answers before it returns.
extension AccountStore {
    /// The rows of `localpart`@`domain`.
    public func rows(
        localpart: String, domain: String, wantsPassword: Bool = true
    ) throws(StoreError) -> AccountRows {
        var answer: Result<AccountRows, StoreError>?
        account(localpart: localpart, domain: domain, wantsPassword: wantsPassword) {
            answer = consume $0
        }
        guard let result = answer.take() else { throw noAnswer }
        return try result.get()
    }

    /// The mailboxes after `number`.
    public func page(after number: Int64, limit: Int) throws(StoreError) -> MailboxPage {
        var answer: Result<MailboxPage, StoreError>?
        mailboxes(after: number, limit: limit) { answer = $0 }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// The lowest and the highest `vmNum`.
    public func mailboxNumbers() throws(StoreError) -> ClosedRange<Int64>? {
        var answer: Result<ClosedRange<Int64>?, StoreError>?
        mailboxNumbers { answer = $0 }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// The first wanted password from `number` on, as text.
    public func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool
    ) throws(StoreError) -> String? {
        var answer: Result<String?, StoreError>?
        password(from: number, limit: limit, where: isWanted) { result in
            switch consume result {
            case .success(let password): answer = .success(text(of: password))
            case .failure(let error): answer = .failure(error)
            }
        }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// What an address refers to.
    public func route(localparts: [String], domain: String) throws(StoreError) -> RouteRows {
        var answer: Result<RouteRows, StoreError>?
        route(localparts: localparts, domain: domain) { answer = $0 }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// An address with those that its aliases lead to.
    public func recipient(
        localparts: [String], domain: String, limit: Int = 100
    ) throws(StoreError) -> RecipientRows {
        var answer: Result<RecipientRows, StoreError>?
        recipient(localparts: localparts, domain: domain, limit: limit) { answer = $0 }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// The grants to send as `addresses`.
    public func senderGrants(addresses: [String], limit: Int = 100) throws(StoreError) -> SenderGrants {
        var answer: Result<SenderGrants, StoreError>?
        senderGrants(addresses: addresses, limit: limit) { answer = $0 }
        guard let answer else { throw noAnswer }
        return try answer.get()
    }

    /// Runs `questions`, which may throw, in ``share(_:)``.
    public func sharing(_ questions: () throws -> Void) throws {
        var failure: (any Error)?
        share { do { try questions() } catch { failure = error } }
        if let failure { throw failure }
    }

    private var noAnswer: StoreError { StoreError(.other, database: name, problem: "did not answer") }
}

/// A secret as text, for a test to compare.
public func text(of secret: borrowing SecretBytes?) -> String? {
    switch secret {
    case .some(let secret): secret.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    case nil: nil
    }
}
