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
        for definition in OwnTableDefinition.all where definition.table.version <= version {
            let table = definition.table
            if try row(SchemaStatements.kind, [.text(table.name)], { _ in true }) == nil {
                problems.append(
                    "there is no table \(table.name), which version \(version) has; restore a backup, or set PRAGMA user_version "
                        + "to \(table.version - 1) and run \"vmailadm schema upgrade\", which adds it without rows")
            } else if let problem = try problem(of: definition) {
                problems.append(problem)
            }
        }
        return problems
    }

    /// How the existing table of that name differs from `definition`; nil if it does not.
    func problem(of definition: OwnTableDefinition) throws(AdministrationError) -> String? {
        let name = definition.table.name
        let kind = try row(SchemaStatements.kind, [.text(name)]) { $0.name(0) } ?? ""
        guard kind == "table" else { return "\(name) is no table but a \(kind)" }
        if let missing = try missing(definition.columns, of: name).first { return missing }
        let known = definition.columns.map { $0.lowercased() }
        let columns = try rows(SchemaStatements.columns, [.text(name)]) { $0.name(0) }
        if let other = columns.first(where: { !known.contains($0) }) {
            return "table \(name) has a column \(other), which vmail-auth's has not"
        }
        guard try isUnique(definition.uniqueColumns, in: name) else {
            return "table \(name) is not UNIQUE (\(definition.uniqueColumns.joined(separator: ", ")))"
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
