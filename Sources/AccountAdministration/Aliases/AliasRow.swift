import AccountStore
import SQLiteAccountStore

/// A row of VAlias: mail to `alias` goes to `target`.
public struct AliasRow: Equatable, Sendable, Encodable {
    let rowid: Int64
    /// The number of the alias's address.
    public let vaNum: Int64
    /// The number of the target's address.
    public let vaTargetNum: Int64
    /// `VAlias.active`.
    public let active: ActiveColumn
    /// The address of the alias.
    public let alias: String
    /// The address of the target.
    public let target: String

    private enum CodingKeys: CodingKey { case vaNum, vaTargetNum, active, alias, target }

    init(_ row: borrowing Statement) {
        rowid = row.number(0)
        vaNum = row.number(1)
        vaTargetNum = row.number(2)
        active = row.active(3, of: .VAlias)
        alias = row.address(4)
        target = row.address(6)
    }

    var switchable: SwitchableRow { SwitchableRow(rowid: rowid, name: "\(alias) to \(target)", active: active) }
}

/// A row of Alias: local(8) hands mail for `alias` to `aliasTarget`.
public struct LocalAliasRow: Equatable, Sendable, Encodable {
    let rowid: Int64
    /// The number of the alias's address.
    public let aliasNum: Int64
    /// `Alias.active`.
    public let active: ActiveColumn
    /// The alias, as an administrator writes it.
    public let alias: String
    /// A command, a file, an include or an address, in the words of aliases(5).
    public let aliasTarget: String

    private enum CodingKeys: CodingKey { case aliasNum, active, alias, aliasTarget }

    init(_ row: borrowing Statement) {
        rowid = row.number(0)
        aliasNum = row.number(1)
        active = row.active(2, of: .Alias)
        alias = row.address(3)
        aliasTarget = row.name(5)
    }

    var switchable: SwitchableRow {
        SwitchableRow(rowid: rowid, name: "\(alias) to \(aliasTarget)", active: active)
    }
}
