import Settings

extension CheckReport {
    /// Checks the database of `settings`, the permission of `readers` to read it, and the permissions of the socket. The permissions of
    /// `dovecot` are information and never a problem: they depend on the setup of Dovecot.
    package static func make(
        _ settings: Settings, readers: [FileReader], dovecot: FileReader?, postconf: Postconf?
    ) throws(AdministrationError) -> CheckReport {
        // Reading a database in WAL mode makes a -wal and a -shm.
        let sideFiles = DatabaseFile.sideFiles(of: settings.database)
        return try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            var report = CheckReport()
            let hasTables = try report.checkSchema(of: database)
            try report.checkIntegrity(of: database)
            let journal = try database.row(CheckStatements.journalMode) { $0.string(0) ?? "" } ?? ""
            try report.checkPermissions(of: settings.database, for: readers)
            if let dovecot { try report.checkAccess(of: dovecot, to: settings.database) }
            try report.checkJournal(journal, of: settings.database, for: readers)
            report.tellSideFiles(sideFiles)
            report.checkSocket(settings.socket, for: dovecot)
            // The other checks need columns that are missing.
            guard hasTables else { return report }
            try report.checkTypes(in: database)
            try report.checkOrphans(in: database)
            try report.checkNames(in: database)
            try report.checkClasses(in: database)
            try report.checkAliases(in: database)
            try report.checkSenders(in: database)
            try report.checkRestrictionClasses(in: database, postconf)
            try report.checkPasswords(in: database)
            try report.tellBlockedLogins(in: database)
            try report.checkRoles(in: database)
            return report
        }
    }

    private mutating func checkIntegrity(of database: borrowing MailDatabase) throws(AdministrationError) {
        let lines = try database.rows(CheckStatements.integrity) { $0.string(0) ?? "" }
        add(
            .integrity, problems: lines == ["ok"] ? [] : lines.map { "\($0); restore a backup" },
            otherwise: "SQLite finds no damage")
    }
}
