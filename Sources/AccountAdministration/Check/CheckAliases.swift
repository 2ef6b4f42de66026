import AccountStore
import Authentication

extension CheckReport {
    /// The most targets that are named of one alias.
    private static let mostTargets = 3

    /// Checks the virtual aliases: the verdicts are those of the look-ups.
    mutating func checkAliases(in database: borrowing MailDatabase) throws(AdministrationError) {
        let rows = try database.aliasRows()
        let count = rows.addresses.values.count { !$0.targets.isEmpty }
        guard count > 0 else { return tell(.aliases, "there are no aliases") }
        let report = AliasReport(rows, settings: database.settings)
        var problems = report.loops.map { loop in
            let names = (loop + loop.prefix(1)).map(report.name).joined(separator: " to ")
            return "a loop, in which mail is never delivered: \(names); remove one of its targets"
        }
        for (alias, targets) in report.deadTargets {
            let named = targets.prefix(Self.mostTargets).map { "\(report.name(of: $0)) (\(report.reason(for: $0)))" }
            let rest = targets.count > named.count ? " and \(targets.count - named.count) more" : ""
            let effect = report.isRejected(alias) ? ", so its mail is rejected" : ""
            problems.append(
                "alias \(report.name(of: alias)): no mail reaches \(named.joined(separator: ", "))\(rest)\(effect); enable or remove the target"
            )
        }
        problems += report.failures.map { "mail is deferred: \($0)" }
        add(
            .aliases, problems: problems,
            otherwise: count == 1
                ? "1 alias, and every target gets mail" : "\(count) aliases, and every target gets mail")
    }
}

extension MailDatabase {
    /// Every virtual alias, with its targets.
    fileprivate func aliasRows() throws(AdministrationError) -> RecipientRows {
        // One name for all addresses of a domain, of which there may be millions.
        var names: [Int64: [UInt8]] = [:]
        var rows = RecipientRows()
        _ = try self.rows(CheckAliasStatements.addresses) { row in
            let domain = row.integer(2)
            if let domain, names[domain] == nil { names[domain] = row.text(3) }
            rows.addresses[row.number(0)] = RecipientRows.Address(
                number: row.number(0), localpart: row.text(1), domainName: domain.flatMap { names[$0] },
                domain: domain.map { _ in AccountRows.Domain(active: row.active(4), domClass: row.integer(5)) },
                active: row.active(6), mailbox: row.isNull(7) ? nil : row.active(8))
        }
        _ = try self.rows(CheckAliasStatements.mappings) { row in
            rows.addresses[row.number(0)]?.targets.append(.init(number: row.integer(1), active: row.active(2)))
        }
        _ = try self.rows(CheckAliasStatements.localAliases) { row in
            rows.addresses[row.number(0)]?.localAliases.append(row.active(1))
        }
        return rows
    }
}
