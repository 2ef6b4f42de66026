extension CheckReport {
    private static let tables: [(name: String, columns: [String])] = [
        ("Transport", ["tpNum", "active", "tpTransport", "tpNexthop", "tpMx", "tpPort"]),
        ("RClass", ["rcNum", "rcName"]),
        ("Domain", ["domNum", "domName", "active", "domClass", "domTpNum", "domRcNum", "domSysUser"]),
        ("Address", ["addNum", "addLocalpart", "addDomNum", "active", "addTpNum", "addRcNum"]),
        ("VMailbox", ["vmNum", "active", "vmPasswd"]),
        ("VAlias", ["vaNum", "vaTargetNum", "active"]),
        ("Alias", ["aliasNum", "aliasTarget", "active"]),
    ]

    private static let uniqueColumns: [(table: String, columns: [String])] = [
        ("Domain", ["domName"]), ("Address", ["addDomNum", "addLocalpart"]), ("VAlias", ["vaNum", "vaTargetNum"]),
    ]

    /// Checks that the tables, columns and unique indexes are there.
    /// - Returns: False if a table or a column is missing.
    mutating func checkSchema(of database: borrowing MailDatabase) throws(AdministrationError) -> Bool {
        var problems: [String] = []
        for table in Self.tables {
            let columns = try database.rows(CheckStatements.columns, [.text(table.name)]) { $0.string(0) ?? "" }
            if columns.isEmpty {
                problems.append("there is no table \(table.name)")
                continue
            }
            for column in table.columns where !columns.contains(column.lowercased()) {
                problems.append("table \(table.name) has no column \(column)")
            }
        }
        let hasTables = problems.isEmpty
        if hasTables {
            for unique in Self.uniqueColumns {
                let indexes = try database.rows(CheckStatements.uniqueIndexes, [.text(unique.table)]) {
                    $0.string(0) ?? ""
                }
                guard !indexes.contains(unique.columns.joined(separator: ",").lowercased()) else { continue }
                problems.append(
                    "table \(unique.table) is not UNIQUE (\(unique.columns.joined(separator: ", "))): one name could stand "
                        + "for two; CREATE UNIQUE INDEX on it")
            }
        }
        let version = try database.row(CheckStatements.version) { $0.integer(0) ?? 0 } ?? 0
        let origin = version == 0 ? "the HOWTO's tables, made by hand (user_version 0)" : "version \(version)"
        add(.schema, problems: problems, otherwise: origin)
        return hasTables
    }
}
