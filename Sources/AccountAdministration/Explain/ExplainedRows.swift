import Authentication
import TerminalText

extension Explanation {
    /// Collects the rows of `localpart`@`domain`.
    /// - Returns: The `vmNum` of its mailbox, if there is one.
    mutating func readRows(
        localpart: String, domain: String, from database: borrowing MailDatabase
    ) throws(AdministrationError) -> Int64? {
        for name in try database.rows(ExplainStatements.misspelt, [.text(localpart), .text(domain)], { $0.stored(0) }) {
            warnings.append(
                "there is also \(printable(name.description.utf8)), which no look-up matches, since names are looked up in lower case"
            )
        }
        let columns = try database.row(ExplainStatements.domain, [.text(domain)]) { row in
            (0...8).map { row.stored($0) }
        }
        guard let columns else { return nil }
        rows.append(Self.domain(domain, columns, firstValidUID: database.settings.firstValidUID))
        guard case .integer(let domainNumber) = columns[0] else { return nil }

        func address(_ localpart: String) throws(AdministrationError) -> [StoredValue]? {
            try database.row(ExplainStatements.address, [.text(localpart), .integer(domainNumber)]) { row in
                (0...6).map { row.stored($0) }
            }
        }
        guard let address = try address(localpart), case .integer(let number) = address[0] else {
            // Mail to an address without a row goes to the domain's catchall.
            if let catchall = try address("") { rows.append(Self.address("@\(domain) (the catchall)", catchall)) }
            return nil
        }
        rows.append(Self.address(self.address, address))
        let mailbox = try database.row(ExplainStatements.mailbox, [.integer(number)]) { $0.stored(0) }
        if let mailbox {
            warnings += AddressKey(localpart: localpart, domain: domain).mailboxWarnings(database.settings)
            rows.append(
                Row(
                    table: "VMailbox", columns: ["vmNum": .integer(number), "active": mailbox],
                    meaning: mailbox.active(of: .VMailbox).meaning))
        }
        try readAliases(of: number, from: database)
        return mailbox == nil ? nil : number
    }

    private mutating func readAliases(of number: Int64, from database: borrowing MailDatabase)
        throws(AdministrationError)
    {
        let kinds: [(table: ActiveTable, sql: StaticString, column: String, words: String)] = [
            (.VAlias, ExplainStatements.targets, "target", "its mail goes to"),
            (.VAlias, ExplainStatements.aliases, "alias", "it gets the mail of"),
            (.Alias, ExplainStatements.localAliases, "aliasTarget", "local(8) hands its mail to"),
        ]
        for kind in kinds {
            for (name, stored) in try database.rows(kind.sql, [.integer(number)], { ($0.stored(0), $0.stored(1)) }) {
                let active = stored.active(of: kind.table)
                let state = active.effect == .on ? "" : ", \(active.meaning)"
                rows.append(
                    Row(
                        table: kind.table.rawValue, columns: [kind.column: name, "active": stored],
                        meaning: "\(kind.words) \(printable(name.description.utf8))\(state)"))
            }
        }
    }

    private static func domain(_ name: String, _ columns: [StoredValue], firstValidUID: UInt32) -> Row {
        var parts = [printable(name.utf8), kind(ofClass: columns[2], firstValidUID: firstValidUID)]
        parts.append(columns[1].active(of: .Domain).meaning)
        parts += routing(transport: columns[4...6], restriction: columns[7...8])
        return Row(
            table: "Domain",
            columns: [
                "domNum": columns[0], "domName": .text(name), "active": columns[1], "domClass": columns[2],
                "domTpNum": columns[4], "domRcNum": columns[7], "domSysUser": columns[3],
            ],
            meaning: parts.joined(separator: "; "))
    }

    private static func address(_ name: String, _ columns: [StoredValue]) -> Row {
        let parts = [printable(name.utf8), columns[1].active(of: .Address).meaning]
        return Row(
            table: "Address",
            columns: ["addNum": columns[0], "active": columns[1], "addTpNum": columns[2], "addRcNum": columns[5]],
            meaning: (parts + routing(transport: columns[2...4], restriction: columns[5...6])).joined(separator: "; "))
    }

    private static func kind(ofClass value: StoredValue, firstValidUID: UInt32) -> String {
        let problem = "of no class: domClass \(value) is neither 0, 1, 2 or 3 nor a uid from \(firstValidUID) upwards"
        guard case .integer(let number) = value else { return problem }
        return switch DomainClass(number) {
        case .foreign: "foreign, so not ours"
        case .local: "local"
        case .relay: "relay"
        case .alias: "virtual aliases"
        case .mailbox(let uid): uid >= Int64(firstValidUID) ? "virtual mailboxes of uid \(uid)" : problem
        }
    }

    private static func routing(transport: ArraySlice<StoredValue>, restriction: ArraySlice<StoredValue>) -> [String] {
        var parts: [String] = []
        if let number = transport.first, number != .null, let name = transport.dropFirst().first {
            let active = transport.last?.active(of: .Transport)
            let state = active.map { $0.effect == .on ? "" : ", which has \($0.meaning)" } ?? ""
            parts.append("transport \(printable(name.description.utf8))\(state)")
        }
        if let number = restriction.first, number != .null, let name = restriction.last {
            parts.append("restriction class \(number) (\(printable(name.description.utf8)))")
        }
        return parts
    }
}
