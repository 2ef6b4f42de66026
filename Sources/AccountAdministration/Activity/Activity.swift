import AccountStore
import SQLiteAccountStore

extension ActiveValue: Encodable {
    /// The number, null, or for what is no integer the text "invalid".
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let number): try container.encode(number)
        case .null: try container.encodeNil()
        case .notAnInteger: try container.encode("invalid")
        }
    }

    /// In a word, for a table.
    public var word: String {
        switch self {
        case .integer(1): "yes"
        case .integer(0): "no"
        case .integer(-1): "no login"
        case .integer(let number): "\(number)"
        case .null: "NULL"
        case .notAnInteger: "invalid"
        }
    }

    /// As it stands in the database.
    var literal: String {
        switch self {
        case .integer(let number): "\(number)"
        case .null: "NULL"
        case .notAnInteger: "no integer"
        }
    }
}

/// A row that can be switched off and on.
struct Switch: Sendable {
    /// A table with an `active` column.
    enum Table: String, Sendable { case Transport, Domain, Address, VMailbox, VAlias, Alias }

    let table: Table
    /// SQLite's number of the row, which an INTEGER PRIMARY KEY is another name for.
    let rowid: Int64
    /// What an administrator calls it, without the table.
    let name: String
    let active: ActiveValue

    var row: String { "\(table) \(name)" }

    /// What the others may use: −1 has a meaning of its own in these.
    var knowsLoginOff: Bool { table == .Address || table == .VMailbox }
}

extension MailDatabase {
    /// Sets `active` to 0.
    func disable(_ item: Switch, _ report: inout ChangeReport) throws(AdministrationError) {
        switch item.active {
        case .integer(0):
            report.notes.append("\(item.row): is disabled already")
        case .integer(-1) where item.knowsLoginOff:
            report.notes.append(
                "\(item.row): its log-in was off (-1), which is not remembered: enabling it will let it log in again")
            try set(item, to: 0, &report)
        default:
            try set(item, to: 0, &report)
        }
    }

    /// Sets `active` to 1 where that is what a `disable` has to be undone by; a log-in that is off is left off.
    func enable(_ item: Switch, _ report: inout ChangeReport) throws(AdministrationError) {
        switch item.active {
        case .integer(-1) where item.knowsLoginOff:
            throw AdministrationError(
                .no,
                "\(item.row): is not disabled, but its log-in is off (-1); \"vmailadm login enable \(item.name)\" turns it on"
            )
        case .integer(let number) where number != 0:
            report.notes.append("\(item.row): is enabled already")
        default:
            try set(item, to: 1, &report)
        }
    }

    /// Sets `active` to `number`, whatever it was.
    func set(_ item: Switch, to number: Int64, _ report: inout ChangeReport) throws(AdministrationError) {
        try run(ActivityStatements.update(item.table), [.integer(item.rowid), .integer(number)])
        report.changes.append(Change(.change, item.row, "active \(item.active.literal) to \(number)"))
    }
}
