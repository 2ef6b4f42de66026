/// The rows that decide on the transport and the restriction class of one address.
public struct RouteRows: Equatable, Sendable {
    /// What a row of Domain or of Address refers to.
    public struct Route: Equatable, Sendable {
        /// `domTpNum` or `addTpNum`.
        public let transport: Reference<Transport>
        /// `domRcNum` or `addRcNum`.
        public let restrictionClass: Reference<RestrictionClass>

        /// References, as read.
        public init(transport: Reference<Transport>, restrictionClass: Reference<RestrictionClass>) {
            self.transport = transport
            self.restrictionClass = restrictionClass
        }
    }

    /// A column that refers to a row of another table.
    public enum Reference<Row: Equatable & Sendable>: Equatable, Sendable {
        /// NULL.
        case null
        /// No row has this number.
        case missing
        /// The row.
        case row(Row)
    }

    /// A row of Transport.
    public struct Transport: Equatable, Sendable {
        /// Its `tpNum`.
        public let number: Int64
        /// Its `active`.
        public let active: ActiveValue
        /// `tpTransport`, `tpNexthop`, `tpMx` and `tpPort`.
        public let transport, nexthop, mx, port: ColumnValue

        /// A row, as read.
        public init(
            number: Int64, active: ActiveValue, transport: ColumnValue, nexthop: ColumnValue, mx: ColumnValue,
            port: ColumnValue
        ) {
            self.number = number
            self.active = active
            self.transport = transport
            self.nexthop = nexthop
            self.mx = mx
            self.port = port
        }
    }

    /// A row of RClass.
    public struct RestrictionClass: Equatable, Sendable {
        /// Its `rcNum`.
        public let number: Int64
        /// `rcName`.
        public let name: ColumnValue

        /// A row, as read.
        public init(number: Int64, name: ColumnValue) {
            self.number = number
            self.name = name
        }
    }

    /// What the row of Domain refers to; nil if there is no row.
    public var domain: Route?
    /// What the row of Address refers to; nil if no localpart has a row.
    public var address: Route?

    /// Rows, as read.
    public init(domain: Route? = nil, address: Route? = nil) {
        self.domain = domain
        self.address = address
    }
}
