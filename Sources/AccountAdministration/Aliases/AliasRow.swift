import SQLiteAccountStore

/// A row of VAlias: mail to `alias` goes to `target`.
package struct AliasRow: Encodable, SwitchableRecord {
    let rowid: Int64
    package let vaNum: Int64
    package let vaTargetNum: Int64
    package let active: ActiveColumn
    package let alias: String
    package let target: String

    private enum CodingKeys: CodingKey { case vaNum, vaTargetNum, active, alias, target }

    init(_ row: borrowing Statement) {
        rowid = row.number(0)
        vaNum = row.number(1)
        vaTargetNum = row.number(2)
        active = row.active(3, of: .VAlias)
        alias = row.address(4)
        target = row.address(6)
    }

    package var switchable: SwitchableRow { SwitchableRow(rowid: rowid, name: "\(alias) to \(target)", active: active) }
}

/// A row of Alias: local(8) hands mail for `alias` to `aliasTarget`.
package struct LocalAliasRow: Encodable, SwitchableRecord {
    let rowid: Int64
    package let aliasNum: Int64
    package let active: ActiveColumn
    /// The alias, as an administrator writes it.
    package let alias: String
    /// A command, a file, an include or an address, in the words of aliases(5).
    package let aliasTarget: String

    private enum CodingKeys: CodingKey { case aliasNum, active, alias, aliasTarget }

    init(_ row: borrowing Statement) {
        rowid = row.number(0)
        aliasNum = row.number(1)
        active = row.active(2, of: .Alias)
        alias = row.address(3)
        aliasTarget = row.name(5)
    }

    package var switchable: SwitchableRow {
        SwitchableRow(rowid: rowid, name: "\(alias) to \(aliasTarget)", active: active)
    }
}
