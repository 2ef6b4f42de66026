import SecretBytes

/// The rows of one name: Domain, its Address, and the VMailbox of that. A missing row ends the chain.
public struct AccountRows: ~Copyable {
    /// The row of Domain.
    public struct Domain: Equatable, Sendable {
        /// Its `active`.
        public var active: ActiveValue
        /// Its `domClass`; nil if that is not an integer.
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
