import SQLiteAccountStore
import TerminalText

/// A row of RClass: a restriction class of Postfix's smtpd.
package struct RestrictionClassRow: Equatable, Sendable, Encodable {
    /// Its number, 0 to 99: the HOWTO's access-rcpt.query has room for two digits.
    package let rcNum: Int64
    @OrNull package internal(set) var rcName: String?
    package let domains: Int64
    /// The number of addresses that name it themselves.
    package let addresses: Int64

    init(_ row: borrowing Statement) {
        rcNum = row.number(0)
        rcName = row.string(1)
        domains = row.number(2)
        addresses = row.number(3)
    }
}

extension MailDatabase {
    package func restrictionClasses() throws(AdministrationError) -> [RestrictionClassRow] {
        try rows(RestrictionClassStatements.select, [.null]) { RestrictionClassRow($0) }
    }

    /// The class `number`. With `isNeeded`, the command needs it for another row, so the error says how to add it.
    package func restrictionClass(
        _ number: Int64, isNeeded: Bool = false
    ) throws(AdministrationError) -> RestrictionClassRow {
        if let found = try row(RestrictionClassStatements.select, [.integer(number)], { RestrictionClassRow($0) }) {
            return found
        }
        let advice = isNeeded ? "; \"vmailadm restriction-class add \(number) NAME\" adds it" : ""
        throw .no("restriction class \(number): does not exist\(advice)")
    }

    package func addRestrictionClass(
        _ number: Int64, name: String, ifMissing: Bool
    ) throws(AdministrationError) -> ChangeReport {
        guard (0...99).contains(number) else {
            throw .data(
                "restriction class \(number): must be 0 to 99, since the HOWTO's access-rcpt.query knows two digits only"
            )
        }
        guard RestrictionClassRow.isUsable(name), name.utf8.count <= 64 else {
            throw .data(
                "restriction class \"\(printable(name.utf8))\": main.cf takes a name of 1 to 64 letters, digits, - and _"
            )
        }
        var report = ChangeReport()
        if let old = try row(RestrictionClassStatements.select, [.integer(number)], { RestrictionClassRow($0) }) {
            guard ifMissing, old.rcName == name else {
                throw .no("restriction class \(number): exists already, as \(old.rcName ?? "NULL")")
            }
            return report
        }
        try run(RestrictionClassStatements.insert, [.integer(number), .text(name)])
        report.record(.add, "RClass \(number)", name)
        report.note(
            "Postfix defers mail in it until main.cf has RC\(number)-\(name); \"vmailadm restriction-class main-cf\" prints the lines"
        )
        return report
    }

    /// Removes the class `number`; `cascade` leaves its domains and addresses without a class.
    package func removeRestrictionClass(_ number: Int64, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let old = try restrictionClass(number)
        var removal = Removal(of: "restriction class \(number)")
        for domain in try domains() where domain.domRcNum == number {
            try run(RestrictionClassStatements.setDomain, [.integer(domain.domNum), .null])
            removal.referrers.record(.change, "Domain \(domain.domName)", "domRcNum \(number) to NULL")
        }
        for address in try addresses(of: nil) where address.addRcNum == number {
            try run(RestrictionClassStatements.setAddress, [.integer(address.addNum), .null])
            removal.referrers.record(.change, "Address \(address.name)", "addRcNum \(number) to NULL")
        }
        try run(RestrictionClassStatements.delete, [.integer(number)])
        removal.own.record(.remove, "RClass \(number)", old.rcName)
        removal.own.note("main.cf may still have RC\(number)-\(old.rcName ?? "") in smtpd_restriction_classes")
        return try removal.report(cascade: cascade)
    }

    /// Sets the class of an address; nil leaves it the class of its domain.
    package func restrictAddress(_ text: String, to number: Int64?) throws(AdministrationError) -> ChangeReport {
        let address = try address(AddressKey(text, settings))
        if let number { _ = try restrictionClass(number, isNeeded: true) }
        var report = ChangeReport()
        guard address.addRcNum != number else { return report }
        try run(RestrictionClassStatements.setAddress, [.integer(address.addNum), .optional(number)])
        report.record(.change, "Address \(address.name)", "addRcNum \(literal(address.addRcNum)) to \(literal(number))")
        return report
    }

    package func restrictDomain(_ text: String, to number: Int64?) throws(AdministrationError) -> ChangeReport {
        let domain = try domain(text)
        if let number { _ = try restrictionClass(number, isNeeded: true) }
        var report = ChangeReport()
        guard domain.domRcNum != number else { return report }
        try run(RestrictionClassStatements.setDomain, [.integer(domain.domNum), .optional(number)])
        report.record(.change, "Domain \(domain.domName)", "domRcNum \(literal(domain.domRcNum)) to \(literal(number))")
        return report
    }

    private func literal(_ number: Int64?) -> String { number.map(String.init) ?? "NULL" }
}
