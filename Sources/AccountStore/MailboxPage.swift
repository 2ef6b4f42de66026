/// A part of an iteration over all mailboxes.
public struct MailboxPage: Equatable, Sendable {
    /// The mailboxes, in the order of `vmNum`.
    public let mailboxes: [ListedMailbox]
    /// The database that the page was read from: pages with different values do not belong to one list.
    public let source: Int

    /// A page, as read.
    public init(mailboxes: [ListedMailbox], source: Int) {
        self.mailboxes = mailboxes
        self.source = source
    }
}

/// A mailbox of an iteration, with the rows that decide whether it is listed.
public struct ListedMailbox: Equatable, Sendable {
    /// Its `vmNum`, which orders an iteration.
    public let number: Int64
    /// `addLocalpart`; nil if that is not text.
    public let localpart: [UInt8]?
    /// `domName`; nil if that is not text.
    public let domainName: [UInt8]?
    /// The row of Domain.
    public let domain: AccountRows.Domain
    /// `Address.active`.
    public let address: ActiveValue
    /// `VMailbox.active`.
    public let mailbox: ActiveValue

    /// A mailbox, as read.
    public init(
        number: Int64, localpart: [UInt8]?, domainName: [UInt8]?, domain: AccountRows.Domain, address: ActiveValue,
        mailbox: ActiveValue
    ) {
        self.number = number
        self.localpart = localpart
        self.domainName = domainName
        self.domain = domain
        self.address = address
        self.mailbox = mailbox
    }
}
