import Settings
import TestSupport
import Testing

@testable import AccountAdministration

/// The definitions of our own tables, against `dovecot/schema.sql`.
@Suite struct OwnTableDefinitionTests {
    private static let older =
        OwnTableDefinition.all.map { "DROP TABLE \($0.table.name);" }.joined() + "PRAGMA user_version = 0;"

    private func schema(of database: TemporaryDatabase) throws -> [String] {
        var settings = Settings()
        settings.database = database.path
        return try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            try database.rows("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name") { $0.name(0) }
        }
    }

    @Test func anUpgradedDatabaseHasTheTablesOfANewOne() throws {
        let upgraded = try TemporaryDatabase(Self.older)
        var settings = Settings()
        settings.database = upgraded.path
        let report = try MailDatabase.change(settings) { (database) throws(AdministrationError) in
            try database.upgradeSchema()
        }
        #expect(report.changes.count == OwnTableDefinition.all.count + 1)
        #expect(try schema(of: upgraded) == schema(of: TemporaryDatabase()))
    }

    @Test func theNewestVersionIsThatOfTheLastTableAndOfANewDatabase() throws {
        #expect(OwnTableDefinition.all.map(\.table.version).max() == MailDatabase.schemaVersion)
        #expect(OwnTableDefinition.all.map(\.table.version) == OwnTableDefinition.all.map(\.table.version).sorted())
        for statements in ["", Self.older] {
            let database = try TemporaryDatabase(statements)
            var settings = Settings()
            settings.database = database.path
            let version = try MailDatabase.change(settings) { (database) throws(AdministrationError) in
                _ = try database.upgradeSchema()
                return try database.storedVersion()
            }
            #expect(version == MailDatabase.schemaVersion)
        }
    }
}
