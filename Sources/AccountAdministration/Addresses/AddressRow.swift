import AccountStore
import SQLiteAccountStore

/// A row of Address, with the class of its domain.
public struct AddressRow: Equatable, Sendable, Encodable {
    /// Its number, which VMailbox, VAlias and Alias refer to.
    public let addNum: Int64
    /// The part before the `@`; empty for a catchall.
    public let addLocalpart: String
    /// The domain's name.
    public let domName: String
    /// `Address.active`.
    public let active: ActiveColumn
    /// A transport of its own.
    @OrNull public internal(set) var addTpNum: Int64?
    /// A restriction class of its own.
    @OrNull public internal(set) var addRcNum: Int64?
    /// The class of its domain.
    @OrNull public internal(set) var domClass: Int64?
    /// Whether it has a row of VMailbox.
    public let isMailbox: Bool
    /// Whether it has targets in VAlias.
    public let isAlias: Bool

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
    public var name: String { "\(addLocalpart)@\(domName)" }

    var switchable: SwitchableRow { SwitchableRow(rowid: addNum, name: name, active: active) }
}
