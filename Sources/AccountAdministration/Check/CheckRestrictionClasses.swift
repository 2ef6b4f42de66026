import TerminalText

extension CheckReport {
    /// Compares the restriction classes with main.cf, in which smtpd(8) must find each of them by its exact name.
    mutating func checkRestrictionClasses(
        in database: borrowing MailDatabase, _ postconf: Postconf?
    ) throws(AdministrationError) {
        let rows = try database.restrictionClasses()
        guard !rows.isEmpty else { return tell(.restrictions, "there are no restriction classes") }
        var problems = rows.filter { $0.postfixName == nil }.map(\.unusableName)
        let words = rows.count == 1 ? "1 restriction class" : "\(rows.count) restriction classes"
        do throws(PostconfError) {
            guard let mainCf = try postconf?.restrictionClasses(and: rows.compactMap(\.postfixName)) else {
                return add(
                    .restrictions, problems: problems,
                    otherwise: "\(words); there is no Postfix here whose main.cf could be compared")
            }
            problems += mainCf.problems(with: rows)
            add(.restrictions, problems: problems, otherwise: "\(words), and main.cf defines and lists each")
            for name in mainCf.listed where mainCf.definitions[name] != nil && name.isOfNoRow(in: rows) {
                tell(.restrictions, "\(oneLine(name)) is in main.cf, and no restriction class has that name")
            }
        } catch {
            add(.restrictions, problems: problems, otherwise: words)
            tell(.restrictions, "main.cf was not compared: \(error)")
        }
    }
}

extension MainCfClasses {
    /// What smtpd(8) cannot use of the classes in `rows`.
    fileprivate func problems(with rows: [RestrictionClassRow]) -> [String] {
        let remedy = "\"vmailadm restriction-class main-cf\" prints the lines"
        let undefined = listed.filter { definitions[$0] == nil }.map {
            "\(oneLine($0)) is in smtpd_restriction_classes and has no definition, with which smtpd does not start; define it"
        }
        return undefined
            + rows.compactMap { row in
                guard let name = row.postfixName, !listed.contains(name) else { return nil }
                let uses = "the mail of its domains (\(row.domains)) and addresses (\(row.addresses)) is deferred"
                if let other = listed.first(where: { $0.lowercased() == name.lowercased() }) {
                    return "\(name): main.cf has \(other), in other letters, so \(uses); correct main.cf"
                }
                let problem =
                    definitions[name] == nil ? "is not defined in main.cf" : "is not in smtpd_restriction_classes"
                return "\(name): \(problem), so \(uses); \(remedy)"
            }
    }
}

extension String {
    /// Whether it looks like the name of a class of the database, and is none.
    fileprivate func isOfNoRow(in rows: [RestrictionClassRow]) -> Bool {
        guard hasPrefix("RC"), dropFirst(2).prefix(while: \.isNumber).count > 0 else { return false }
        return !rows.contains { $0.postfixName?.lowercased() == lowercased() }
    }
}
