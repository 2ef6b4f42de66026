import AccountStore
import SQLiteAccountStore

/// A row of Sender: `login` may send as `sndAddress`.
package struct SenderRow: Equatable, Sendable, Encodable {
    package let sndNum: Int64
    package let login: String
    /// In lower case; `@domain` for each address of a domain.
    package let sndAddress: String
    package let active: ActiveColumn

    init(_ row: borrowing Statement) {
        sndNum = row.number(0)
        login = row.address(1)
        sndAddress = row.name(3)
        active = row.active(4, of: .Sender)
    }

    var switchable: SwitchableRow {
        SwitchableRow(key: [.integer(sndNum), .text(sndAddress)], name: "\(login) as \(sndAddress)", active: active)
    }
}
