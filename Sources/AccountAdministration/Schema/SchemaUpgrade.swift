import SQLiteAccountStore

extension MailDatabase {
    /// The version of the schema. 0 is a database that was made by hand from the HOWTO, without vmail-auth's own tables.
    func storedVersion() throws(AdministrationError) -> Int64 {
        try row(SchemaStatements.version) { $0.number(0) } ?? 0
    }

    /// Whether the version of the database has `table`. If it has, a statement that does not find the table fails.
    func has(_ table: OwnTable) throws(AdministrationError) -> Bool { try storedVersion() >= table.version }

    /// Throws if the version of the database has no `table`.
    func expect(_ table: OwnTable) throws(AdministrationError) {
        guard try has(table) else {
            throw .data(
                "database \(settings.database): has no table \(table.name) yet; run \"vmailadm schema upgrade\", which adds it"
            )
        }
    }

    /// Adds the tables of vmail-auth's own that the version of the database does not have, and sets the version.
    ///
    /// Throws if the database lacks a table of the HOWTO, or one that its version must have.
    package func upgradeSchema() throws(AdministrationError) -> ChangeReport {
        let version = try storedVersion()
        let problems = try howtoProblems() + ownProblems(in: version)
        if let problem = problems.first {
            throw .data("database \(settings.database): \(problem); nothing was changed")
        }
        var report = ChangeReport()
        guard version < Self.schemaVersion else {
            report.note("the schema has version \(version), which is the newest")
            return report
        }
        for definition in OwnTableDefinition.all where definition.table.version > version {
            let name = definition.table.name
            if try row(SchemaStatements.kind, [.text(name)], { _ in true }) == nil {
                try run(definition.statement)
                report.record(.add, "table \(name)")
            } else if let problem = try problem(of: definition) {
                throw .data(
                    "database \(settings.database): \(problem); it is in the way of vmail-auth's own: rename it; nothing was changed"
                )
            } else {
                report.note("table \(name): exists already, with the same columns")
            }
            try run(definition.index)
        }
        try run(SchemaStatements.setVersion)
        report.record(.change, "user_version", "\(version) to \(Self.schemaVersion)")
        return report
    }
}
