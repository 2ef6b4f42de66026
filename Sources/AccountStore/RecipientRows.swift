/// The rows that decide what becomes of mail for one address: its own, and those of each address that its virtual aliases lead to.
public struct RecipientRows: Equatable, Sendable {
    /// A row of Address with the rows that belong to it.
    public struct Address: Equatable, Sendable {
        /// Its `addNum`.
        public let number: Int64
        /// `addLocalpart`, empty for a catchall; nil if it is not text.
        public let localpart: [UInt8]?
        /// `domName`; nil if it is not text, or if the row of Domain is missing.
        public let domainName: [UInt8]?
        /// The row of Domain, if there is one.
        public let domain: AccountRows.Domain?
        /// `Address.active`.
        public let active: ActiveValue
        /// The `active` of its row of VMailbox, if there is one.
        public let mailbox: ActiveValue?
        /// Its rows of VAlias.
        public var targets: [Target]
        /// The `active` of its rows of Alias, each value at least once.
        public var localAliases: [ActiveValue]

        /// An address, as read.
        public init(
            number: Int64, localpart: [UInt8]?, domainName: [UInt8]?, domain: AccountRows.Domain?, active: ActiveValue,
            mailbox: ActiveValue?, targets: [Target] = [], localAliases: [ActiveValue] = []
        ) {
            self.number = number
            self.localpart = localpart
            self.domainName = domainName
            self.domain = domain
            self.active = active
            self.mailbox = mailbox
            self.targets = targets
            self.localAliases = localAliases
        }
    }

    /// A row of VAlias.
    public struct Target: Equatable, Sendable {
        /// Its `vaTargetNum`; nil if that is not an integer.
        public let number: Int64?
        /// Its `active`.
        public let active: ActiveValue

        /// A row, as read.
        public init(number: Int64?, active: ActiveValue) {
            self.number = number
            self.active = active
        }
    }

    /// The `addNum` of the address that was asked for; nil if no localpart has a row.
    public var root: Int64?
    /// The addresses, by their `addNum`. A target that is not among them has no row.
    public var addresses: [Int64: Address]
    /// False if there are more rows than were asked for; the others are missing here.
    public var isComplete: Bool

    /// Rows, as read.
    public init(root: Int64? = nil, addresses: [Int64: Address] = [:], isComplete: Bool = true) {
        self.root = root
        self.addresses = addresses
        self.isComplete = isComplete
    }
}
