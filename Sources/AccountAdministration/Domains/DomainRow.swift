import AccountStore
import SQLiteAccountStore

/// A row of Domain.
public struct DomainRow: Equatable, Sendable, Encodable {
    /// Its number, which Address refers to.
    public let domNum: Int64
    /// Its name.
    public let domName: String
    /// Whether it takes new mail from outside, and whether its users may log in.
    public let active: ActiveColumn
    /// 0 foreign, 1 local, 2 relay, 3 virtual alias, else the uid of its mailboxes; nil if that is no integer.
    @OrNull public internal(set) var domClass: Int64?
    /// Its transport.
    @OrNull public internal(set) var domTpNum: Int64?
    /// Its restriction class.
    @OrNull public internal(set) var domRcNum: Int64?
    /// The system uid in charge of it.
    @OrNull public internal(set) var domSysUser: Int64?
    /// The number of its addresses.
    public let addresses: Int64
    /// The number of its mailboxes.
    public let mailboxes: Int64

    init(_ row: borrowing Statement) {
        domNum = row.number(0)
        domName = row.name(1)
        active = row.active(2, of: .Domain)
        domClass = row.integer(3)
        domTpNum = row.integer(4)
        domRcNum = row.integer(5)
        domSysUser = row.integer(6)
        addresses = row.number(7)
        mailboxes = row.number(8)
    }

    /// The meaning of its `domClass`.
    public var kind: DomainClass? { domClass.map(DomainClass.init) }

    var switchable: SwitchableRow { SwitchableRow(rowid: domNum, name: domName, active: active) }
}
