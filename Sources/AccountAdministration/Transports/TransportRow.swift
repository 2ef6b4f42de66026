import SQLiteAccountStore

/// A row of Transport: the next hop of mail that Postfix does not deliver here.
package struct TransportRow: Encodable, SwitchableRecord {
    package let tpNum: Int64
    package let active: ActiveColumn
    /// Postfix's name of the transport; nil is Postfix's default.
    @OrNull package internal(set) var tpTransport: String?
    @OrNull package internal(set) var tpNexthop: String?
    /// 0: the name itself, without an MX look-up.
    @OrNull package internal(set) var tpMx: Int64?
    @OrNull package internal(set) var tpPort: Int64?

    init(_ row: borrowing Statement) {
        tpNum = row.number(0)
        active = row.active(1, of: .Transport)
        tpTransport = row.string(2)
        tpNexthop = row.string(3)
        tpMx = row.integer(4)
        tpPort = row.integer(5)
    }

    var name: String { "\(tpNexthop ?? "(no nexthop)") (tpNum \(tpNum))" }

    package var switchable: SwitchableRow { SwitchableRow(rowid: tpNum, name: name, active: active) }
}
