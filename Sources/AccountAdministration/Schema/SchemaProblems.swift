extension MailDatabase {
    /// The HOWTO's tables and columns.
    private static var howtoTables: [(name: String, columns: [String])] {
        [
            ("Transport", ["tpNum", "active", "tpTransport", "tpNexthop", "tpMx", "tpPort"]),
            ("RClass", ["rcNum", "rcName"]),
            ("Domain", ["domNum", "domName", "active", "domClass", "domTpNum", "domRcNum", "domSysUser"]),
            ("Address", ["addNum", "addLocalpart", "addDomNum", "active", "addTpNum", "addRcNum"]),
            ("VMailbox", ["vmNum", "active", "vmPasswd"]),
            ("VAlias", ["vaNum", "vaTargetNum", "active"]),
            ("Alias", ["aliasNum", "aliasTarget", "active"]),
        ]
    }

    /// The HOWTO's columns that need a unique index.
    private static var howtoUniqueColumns: [(table: String, columns: [String])] {
        [("Domain", ["domName"]), ("Address", ["addDomNum", "addLocalpart"]), ("VAlias", ["vaNum", "vaTargetNum"])]
    }

    /// The tables and columns of the HOWTO that are missing.
    func howtoProblems() throws(AdministrationError) -> [String] {
        var problems: [String] = []
        for table in Self.howtoTables { problems += try missing(table.columns, of: table.name) }
        return problems
    }

    /// The tables of the HOWTO without a unique index that they need.
    func uniquenessProblems() throws(AdministrationError) -> [String] {
        var problems: [String] = []
        for table in Self.howtoUniqueColumns where try !isUnique(table.columns, in: table.table) {
            problems.append(
                "table \(table.table) is not UNIQUE (\(table.columns.joined(separator: ", "))): one name could stand "
                    + "for two; CREATE UNIQUE INDEX on it")
        }
        return problems
    }

    /// The tables of vmail-auth's own that are missing from a database of `version`, or are others of that name.
    func ownProblems(in version: Int64) throws(AdministrationError) -> [String] {
        var problems: [String] = []
        for table in OwnTable.all where table.version <= version {
            if try row(SchemaStatements.kind, [.text(table.name)], { _ in true }) == nil {
                problems.append(
                    "there is no table \(table.name), which version \(version) has; restore a backup, or set PRAGMA user_version "
                        + "to \(table.version - 1) and run \"vmailadm schema upgrade\", which adds it without rows")
            } else if let problem = try problem(of: table) {
                problems.append(problem)
            }
        }
        return problems
    }

    /// How the existing table of that name differs from `table`; nil if it does not.
    func problem(of table: OwnTable) throws(AdministrationError) -> String? {
        let kind = try row(SchemaStatements.kind, [.text(table.name)]) { $0.name(0) } ?? ""
        guard kind == "table" else { return "\(table.name) is no table but a \(kind)" }
        if let missing = try missing(table.columns, of: table.name).first { return missing }
        let columns = try rows(SchemaStatements.columns, [.text(table.name)]) { $0.name(0) }
        let known = table.columns.map { $0.lowercased() }
        if let other = columns.first(where: { !known.contains($0) }) {
            return "table \(table.name) has a column \(other), which vmail-auth's has not"
        }
        guard try isUnique(table.uniqueColumns, in: table.name) else {
            return "table \(table.name) is not UNIQUE (\(table.uniqueColumns.joined(separator: ", ")))"
        }
        return nil
    }

    private func missing(_ columns: [String], of table: String) throws(AdministrationError) -> [String] {
        let found = try rows(SchemaStatements.columns, [.text(table)]) { $0.name(0) }
        if found.isEmpty { return ["there is no table \(table)"] }
        return columns.filter { !found.contains($0.lowercased()) }.map { "table \(table) has no column \($0)" }
    }

    private func isUnique(_ columns: [String], in table: String) throws(AdministrationError) -> Bool {
        let indexes = try rows(SchemaStatements.uniqueIndexes, [.text(table)]) { $0.name(0) }
        return indexes.contains(columns.joined(separator: ",").lowercased())
    }
}
