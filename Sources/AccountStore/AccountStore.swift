import SecretBytes

/// A database of accounts: the questions that it must be able to answer.
///
/// A store answers each question by one call of the completion: before the method returns if it can, else later, where the question
/// was asked (on the same event loop or thread). Each answer comes from the database as it was after the question was asked.
/// A failure is never an answer about a user.
public protocol AccountStore: AnyObject {
    /// The database, as the administrator names it.
    var name: String { get }

    /// Reads the rows of `localpart`@`domain`, both in lower case; `vmPasswd` only if `wantsPassword`.
    func account(
        localpart: String, domain: String, wantsPassword: Bool,
        then completion: @escaping (consuming Result<AccountRows, StoreError>) -> Void)

    /// Reads up to `limit` mailboxes with a `vmNum` above `number`, in the order of `vmNum`.
    func mailboxes(
        after number: Int64, limit: Int, then completion: @escaping (Result<MailboxPage, StoreError>) -> Void)

    /// Reads the lowest and the highest `vmNum`; nil if there is no mailbox.
    func mailboxNumbers(then completion: @escaping (Result<ClosedRange<Int64>?, StoreError>) -> Void)

    /// Reads the `vmPasswd` of the mailboxes from `number` upwards, in the order of `vmNum`, until `isWanted` accepts one; reads no
    /// more than `limit` of them. The answer is the accepted password, or nil. A `vmPasswd` that is not text is passed over.
    func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming Result<SecretBytes?, StoreError>) -> Void)

    /// Reads the transports and restriction classes of `domain` and of the longest of `localparts` that has a row there, all in lower
    /// case. There are up to three localparts, and each begins with those that are shorter.
    func route(
        localparts: [String], domain: String, then completion: @escaping (Result<RouteRows, StoreError>) -> Void)

    /// Reads the longest of `localparts` that has a row in `domain`, as ``route(localparts:domain:then:)`` chooses it, with each address
    /// that its virtual aliases lead to; up to `limit` rows, of which each address has one, and one for each of its targets.
    func recipient(
        localparts: [String], domain: String, limit: Int,
        then completion: @escaping (Result<RecipientRows, StoreError>) -> Void)

    /// Reads up to `limit` grants to send as one of `addresses`: up to three, in lower case, `@domain` for a whole domain.
    func senderGrants(
        addresses: [String], limit: Int, then completion: @escaping (Result<SenderGrants, StoreError>) -> Void)

    /// Runs `questions`. The store may answer all of them from one state of the database, which it reads after this call. It is cheaper.
    /// Nothing may wait inside.
    func share(_ questions: () -> Void)
}
