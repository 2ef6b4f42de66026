import SecretBytes

/// What an `active` column holds. SQLite lets anything into it, so that reading it decides nothing yet.
public enum ActiveValue: Equatable, Sendable {
    /// An integer, as it should be.
    case integer(Int64)
    /// NULL.
    case null
    /// Text, a blob or a real number.
    case notAnInteger
}

/// The rows that one name leads to: Domain, then Address in it, then VMailbox of that. A row that is not there ends the chain.
public struct AccountRows: ~Copyable {
    /// The row of Domain.
    public struct Domain: Equatable, Sendable {
        /// Its `active`.
        public var active: ActiveValue
        /// Its `domClass`; nil if that is no integer.
        public var domClass: Int64?

        /// A row, as read.
        public init(active: ActiveValue, domClass: Int64?) {
            self.active = active
            self.domClass = domClass
        }
    }

    /// The row of Domain, if there is one.
    public var domain: Domain?
    /// The `active` of the row of Address, if there is one.
    public var address: ActiveValue?
    /// The `active` of the row of VMailbox, if there is one.
    public var mailbox: ActiveValue?
    /// `vmPasswd`, if it was asked for and is text.
    public var vmPasswd: SecretBytes?

    /// Rows, as read.
    public init(domain: Domain?, address: ActiveValue?, mailbox: ActiveValue?, vmPasswd: consuming SecretBytes?) {
        self.domain = domain
        self.address = address
        self.mailbox = mailbox
        self.vmPasswd = vmPasswd
    }
}

/// A mailbox as iteration meets it.
public struct ListedMailbox: Equatable, Sendable {
    /// Its `vmNum`, which orders an iteration.
    public let number: Int64
    /// `addLocalpart`; nil if that is no text.
    public let localpart: [UInt8]?
    /// `domName`; nil if that is no text.
    public let domainName: [UInt8]?
    /// The row of Domain.
    public let domain: AccountRows.Domain
    /// `Address.active`.
    public let address: ActiveValue
    /// `VMailbox.active`.
    public let mailbox: ActiveValue
}
