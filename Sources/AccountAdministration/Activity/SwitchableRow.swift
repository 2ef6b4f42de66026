import SQLiteAccountStore

/// A row that can be disabled and enabled.
package struct SwitchableRow: Sendable {
    /// What the statements of its table find it by: SQLite's rowid, which an INTEGER PRIMARY KEY equals, or the columns of its key.
    let key: [SQLValue]
    let name: String
    let active: ActiveColumn

    init(rowid: Int64, name: String, active: ActiveColumn) {
        self.init(key: [.integer(rowid)], name: name, active: active)
    }

    init(key: [SQLValue], name: String, active: ActiveColumn) {
        self.key = key
        self.name = name
        self.active = active
    }

    var description: String { "\(active.table) \(name)" }

    /// The argument of "vmailadm login" for this row.
    private var loginArgument: String { active.table == .Domain ? "--domain \(name)" : name }

    /// The command that allows the row's logins again.
    var loginEnable: String { "\"vmailadm login enable \(loginArgument)\"" }
}

package protocol SwitchableRecord {
    var switchable: SwitchableRow { get }
}

extension MailDatabase {
    /// Enables or disables `rows`.
    package func set(_ rows: [SwitchableRow], active: Bool) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        for row in rows { try set(row, active: active, &report) }
        return report
    }

    func set(_ row: SwitchableRow, active: Bool, _ report: inout ChangeReport) throws(AdministrationError) {
        if active { try enable(row, &report) } else { try disable(row, &report) }
    }

    private func disable(_ row: SwitchableRow, _ report: inout ChangeReport) throws(AdministrationError) {
        if row.active.effect == .off {
            report.note("\(row.description): is disabled already")
            return
        }
        if row.active.effect == .loginBlocked {
            report.note("\(row.description): its logins were blocked (-1); enabling it will also allow logins")
        }
        try set(row, to: 0, &report)
    }

    /// Sets `active` to 1 if the row is disabled or its `active` is invalid. Logins that are blocked stay blocked.
    private func enable(_ row: SwitchableRow, _ report: inout ChangeReport) throws(AdministrationError) {
        switch row.active.effect {
        case .loginBlocked:
            throw .no(
                "\(row.description): is not disabled, but its logins are blocked (-1); \(row.loginEnable) allows them")
        case .on: report.note("\(row.description): is enabled already")
        case .off, .invalid: try set(row, to: 1, &report)
        }
    }

    /// Sets `active` to `number`, whatever it was.
    func set(_ row: SwitchableRow, to number: Int64, _ report: inout ChangeReport) throws(AdministrationError) {
        try run(ActivityStatements.update(row.active.table), [.integer(number)] + row.key)
        report.record(.change, row.description, "active \(row.active.literal) to \(number)")
    }
}
