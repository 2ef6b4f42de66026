import SQLiteAccountStore
import TerminalText

extension MailDatabase {
    package func transports() throws(AdministrationError) -> [TransportRow] {
        try rows(TransportStatements.select, [.null, .null]) { TransportRow($0) }
    }

    /// The transport that `text` names: by its number, or by its nexthop if only one has that.
    ///
    /// With `isNeeded`, the command needs it for another row, so the error says how to add it.
    package func transport(_ text: String, isNeeded: Bool = false) throws(AdministrationError) -> TransportRow {
        let number = Int64(text)
        let found = try rows(TransportStatements.select, [.optional(number), number == nil ? .text(text) : .null]) {
            TransportRow($0)
        }
        guard let first = found.first else {
            let advice = isNeeded ? "; \"vmailadm transport add\" adds it" : ""
            throw .no("transport \(printable(text.utf8)): does not exist\(advice)")
        }
        guard found.count == 1 else {
            let numbers = found.map { "\($0.tpNum)" }.joined(separator: ", ")
            throw .no("transport \(text): there are several; give the number of one: \(numbers)")
        }
        return first
    }

    package func addTransport(
        nexthop: String, transport: String?, port: UInt16?, usesMX: Bool, ifMissing: Bool
    ) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let nexthop = try printableWord(nexthop, "nexthop")
        try expectHost(nexthop, usesMX: usesMX)
        let transport = try transport.map { name throws(AdministrationError) in try printableWord(name, "transport") }
        let columns: [SQLValue] = [
            .optional(transport), .text(nexthop), .integer(usesMX ? 1 : 0), .optional(port.map(Int64.init)),
        ]
        if let number = try row(TransportStatements.number, columns, { $0.integer(0) ?? 0 }) {
            guard ifMissing else { throw .no("transport \(nexthop): exists already, with tpNum \(number)") }
            return report
        }
        try run(TransportStatements.insert, columns)
        report.record(.add, "Transport \(nexthop)", "tpNum \(connection.lastInsertedRow)")
        return report
    }

    /// Removes a transport; `cascade` leaves the domains and addresses that use it without one.
    package func removeTransport(_ text: String, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let transport = try transport(text)
        var removal = Removal(of: "transport \(transport.name)")
        for domain in try domains() where domain.domTpNum == transport.tpNum {
            try run(TransportStatements.clearDomain, [.integer(domain.domNum)])
            removal.referrers.record(.change, "Domain \(domain.domName)", "domTpNum \(transport.tpNum) to NULL")
        }
        for address in try addresses(of: nil) where address.addTpNum == transport.tpNum {
            try run(TransportStatements.clearAddress, [.integer(address.addNum)])
            removal.referrers.record(.change, "Address \(address.name)", "addTpNum \(transport.tpNum) to NULL")
        }
        try run(TransportStatements.delete, [.integer(transport.tpNum)])
        removal.own.record(.remove, "Transport \(transport.name)")
        return try removal.report(cascade: cascade)
    }

    /// Throws if a nexthop contains Postfix's notation for a port or MX, which have options. `unix:PATH`, an LMTP server's socket, is valid.
    private func expectHost(_ nexthop: String, usesMX: Bool) throws(AdministrationError) {
        if nexthop.hasPrefix("unix:") { return }
        let problem: String
        if nexthop.contains("[") || nexthop.contains("]") {
            problem = "is written without [ and ]; --no-mx stands for them, and --port gives a port"
        } else if nexthop.utf8.count(where: { $0 == UInt8(ascii: ":") }) > 1 {
            guard usesMX else { return }
            problem = "is an IPv6 address, which has no MX; add --no-mx"
        } else if nexthop.contains(":") {
            problem = "is written without a port; --port gives it, and --transport the name before a colon"
        } else {
            return
        }
        throw .data("nexthop \"\(printable(nexthop.utf8))\": \(problem)")
    }

    /// A word that Postfix can read in a table: no blanks, no control characters.
    func printableWord(_ text: String, _ what: String) throws(AdministrationError) -> String {
        guard !text.isEmpty, text.utf8.count <= 255, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw .data("\(what) \"\(printable(text.utf8))\": must be a word of 1 to 255 bytes without blanks")
        }
        return text
    }
}
