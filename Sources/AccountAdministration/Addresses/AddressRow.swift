import SQLiteAccountStore

/// A row of Address, with the class of its domain.
package struct AddressRow: Encodable, SwitchableRecord {
    package let addNum: Int64
    /// The part before the `@`; empty for a catchall.
    package let addLocalpart: String
    package let domName: String
    package let active: ActiveColumn
    @OrNull package internal(set) var addTpNum: Int64?
    @OrNull package internal(set) var addRcNum: Int64?
    @OrNull package internal(set) var domClass: Int64?
    package let isMailbox: Bool
    package let isAlias: Bool

    init(_ row: borrowing Statement) {
        addNum = row.number(0)
        addLocalpart = row.name(1)
        domName = row.name(2)
        active = row.active(3, of: .Address)
        addTpNum = row.integer(4)
        addRcNum = row.integer(5)
        domClass = row.integer(6)
        isMailbox = row.integer(7) == 1
        isAlias = row.integer(8) == 1
    }

    /// The address, or `@domain` for a catchall.
    package var name: String { "\(addLocalpart)@\(domName)" }

    package var switchable: SwitchableRow { SwitchableRow(rowid: addNum, name: name, active: active) }
}
