/// The grants to send as some addresses: rows of Sender.
public struct SenderGrants: Equatable, Sendable {
    /// A row of Sender whose account has a row.
    public struct Grant: Equatable, Sendable {
        /// Its `active`.
        public let active: ActiveValue
        /// The account that may send as the address, without its targets and local aliases.
        public let account: RecipientRows.Address

        /// A grant, as read.
        public init(active: ActiveValue, account: RecipientRows.Address) {
            self.active = active
            self.account = account
        }
    }

    /// The grants.
    public var grants: [Grant]
    /// False if there are more grants than were asked for.
    public var isComplete: Bool

    /// Grants, as read.
    public init(_ grants: [Grant] = [], isComplete: Bool = true) {
        self.grants = grants
        self.isComplete = isComplete
    }
}
