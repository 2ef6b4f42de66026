import Authentication
import TerminalText

extension CheckReport {
    /// Checks for names that no look-up matches, since look-ups are in lower case and fit for a path, and for names that break a rule.
    mutating func checkNames(in database: borrowing MailDatabase) throws(AdministrationError) {
        var problems = try database.rows(CheckRowStatements.domainNames) { row -> String? in
            guard let name = row.text(1) else { return nil }
            let problem =
                AccountName.problem(localpart: Array("x".utf8), domain: name)?.description
                ?? NameRules.broken(by: String(decoding: name, as: UTF8.self), of: NameRules.domain)?.problem
            return problem.map { "Domain.domNum \(row.integer(0) ?? 0): \(printable(name)) \($0); correct its domName" }
        }
        problems += try database.rows(CheckRowStatements.localparts) { row -> String? in
            guard let name = row.text(1) else { return nil }
            let problem =
                AccountName.problem(localpart: name, domain: Array("x".utf8))?.description
                ?? NameRules.broken(by: String(decoding: name, as: UTF8.self), of: NameRules.localpart)?.problem
            return problem.map {
                "Address.addNum \(row.integer(0) ?? 0): \(printable(name)) \($0); correct its addLocalpart"
            }
        }
        problems += try domainsWithoutTwin(in: database)
        add(.names, problems: problems, otherwise: "every name can be matched")
        let settings = database.settings
        let warnings = try database.rows(CheckRowStatements.mailboxNames) { row in
            AddressKey(localpart: row.string(0) ?? "", domain: row.string(1) ?? "").mailboxWarnings(settings)
        }
        for warning in warnings.joined() { tell(.names, warning) }
    }

    /// The problem of each domain that is not ASCII and lacks its `xn--` twin.
    private func domainsWithoutTwin(in database: borrowing MailDatabase) throws(AdministrationError) -> [String?] {
        let names = try database.rows(CheckRowStatements.domainNames) { $0.string(1) ?? "" }
        let all = Set(names)
        return names.map { name in
            guard let twin = Punycode.twin(of: name), !all.contains(twin) else { return nil }
            return "domain \(oneLine(name)): mail servers without SMTPUTF8 know it as \(twin); add that domain too"
        }
    }
}
