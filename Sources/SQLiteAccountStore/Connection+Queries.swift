import AccountStore
import CSQLite

extension Connection {
    /// The rows of `sql` with `values` bound to its parameters, each converted by `read`.
    package func rows<Row>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (borrowing Statement) -> Row
    ) throws(StoreError) -> [Row] {
        let statement = try prepared(sql, values)
        var rows: [Row] = []
        while try statement.step() { rows.append(read(statement)) }
        return rows
    }

    /// The first row of `sql`, if there is one.
    package func row<Row>(
        _ sql: StaticString, _ values: [SQLValue] = [], _ read: (borrowing Statement) -> Row
    ) throws(StoreError) -> Row? {
        let statement = try prepared(sql, values)
        return try statement.step() ? read(statement) : nil
    }

    /// Runs `sql` and returns the number of rows that it changed.
    @discardableResult
    package func run(_ sql: StaticString, _ values: [SQLValue] = []) throws(StoreError) -> Int {
        let statement = try prepared(sql, values)
        while try statement.step() {}
        return Int(sqlite3_changes64(handle))
    }

    /// The row number of the last row that this connection inserted.
    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Runs a script of several statements. It must not contain input.
    package func execute(script: String) throws(StoreError) {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func prepared(_ sql: StaticString, _ values: [SQLValue]) throws(StoreError) -> Statement {
        let statement = try Statement(sql, on: self)
        for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index) + 1) }
        return statement
    }
}
