import AccountStore
import SQLiteAccountStore

/// A row of Transport: the next hop of mail that Postfix does not deliver here.
public struct TransportRow: Equatable, Sendable, Encodable {
    /// Its number, which Domain and Address refer to.
    public let tpNum: Int64
    /// Whether Postfix uses it.
    public let active: ActiveColumn
    /// Postfix's name of the transport; nil is Postfix's default.
    @OrNull public internal(set) var tpTransport: String?
    /// Where the mail goes.
    @OrNull public internal(set) var tpNexthop: String?
    /// 0: the name itself, without an MX look-up.
    @OrNull public internal(set) var tpMx: Int64?
    /// The port; nil is the transport's own.
    @OrNull public internal(set) var tpPort: Int64?

    init(_ row: borrowing Statement) {
        tpNum = row.number(0)
        active = row.active(1, of: .Transport)
        tpTransport = row.string(2)
        tpNexthop = row.string(3)
        tpMx = row.integer(4)
        tpPort = row.integer(5)
    }

    var name: String { "\(tpNexthop ?? "(no nexthop)") (tpNum \(tpNum))" }

    var switchable: SwitchableRow { SwitchableRow(rowid: tpNum, name: name, active: active) }
}
