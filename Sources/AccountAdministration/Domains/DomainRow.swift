import SQLiteAccountStore

package struct DomainRow: Equatable, Sendable, Encodable {
    package let domNum: Int64
    package let domName: String
    /// Whether it takes new mail from outside, and whether its users may log in.
    package let active: ActiveColumn
    /// 0 foreign, 1 local, 2 relay, 3 virtual alias, else the uid of its mailboxes; nil if that is no integer.
    @OrNull package internal(set) var domClass: Int64?
    @OrNull package internal(set) var domTpNum: Int64?
    @OrNull package internal(set) var domRcNum: Int64?
    @OrNull package internal(set) var domSysUser: Int64?
    package let addresses: Int64
    package let mailboxes: Int64

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

    package var kind: DomainClass? { domClass.map(DomainClass.init) }

    var switchable: SwitchableRow { SwitchableRow(rowid: domNum, name: domName, active: active) }
}
