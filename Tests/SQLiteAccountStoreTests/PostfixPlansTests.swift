import CSQLite
import TestSupport
import Testing

@testable import SQLiteAccountStore

/// No look-up of Postfix reads a table from end to end.
@Suite struct PostfixPlansTests {
    @Test(arguments: [
        "\(PostfixStatements.route)", "\(PostfixStatements.recipient)", "\(PostfixStatements.senderGrants)",
    ])
    func aStatementSearchesIndexes(sql: String) throws {
        let database = try TemporaryDatabase(TemporaryDatabase.senderTable)
        let steps = try plan(of: sql, path: database.path)
        #expect(steps.contains { $0.hasPrefix("SEARCH Address") })
        for step in steps {
            // Only the addresses that the statement has reached are read from end to end.
            let scansTable =
                step.hasPrefix("SCAN") && !["reached", "chosen", "CONSTANT ROW"].contains { step.contains($0) }
            #expect(!scansTable && !step.contains("AUTOMATIC") && !step.contains("TEMP B-TREE"), "\(steps)")
        }
    }

    private func plan(of sql: String, path: String) throws -> [String] {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_prepare_v2(handle, "EXPLAIN QUERY PLAN " + sql, -1, &statement, nil) == SQLITE_OK
        else { throw SupportError(String(cString: sqlite3_errmsg(handle))) }
        var steps: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { steps.append(String(cString: sqlite3_column_text(statement, 3))) }
        return steps
    }
}
