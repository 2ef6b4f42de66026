extension CheckReport {
    /// Checks that the tables, columns and unique indexes are there.
    /// - Returns: False if a table or a column is missing.
    mutating func checkSchema(of database: borrowing MailDatabase) throws(AdministrationError) -> Bool {
        let version = try database.storedVersion()
        let missing = try database.howtoProblems() + database.ownProblems(in: version)
        let problems = missing.isEmpty ? try database.uniquenessProblems() : missing
        var origin = version == 0 ? "the HOWTO's tables, made by hand (user_version 0)" : "version \(version)"
        if version < MailDatabase.schemaVersion {
            origin += "; \"vmailadm schema upgrade\" adds vmail-auth's own tables"
        }
        add(.schema, problems: problems, otherwise: origin)
        return missing.isEmpty
    }
}
