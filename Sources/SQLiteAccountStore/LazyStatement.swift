import AccountStore

/// A statement that is prepared at its first use: a program that never asks the question never pays for it.
struct LazyStatement: ~Copyable {
    private let sql: StaticString
    private var statement: Statement?

    /// A statement of `sql`.
    init(_ sql: StaticString) { self.sql = sql }

    /// Lends the prepared statement to `body`, and resets it. After an error it is prepared anew.
    mutating func use<Answer>(
        on connection: borrowing Connection, _ body: (borrowing Statement) throws(StoreError) -> Answer
    ) throws(StoreError) -> Answer {
        let prepared =
            switch statement.take() {
            case .some(let kept): kept
            case nil: try Statement(sql, on: connection)
            }
        let answer = try body(prepared)
        prepared.reset()
        statement = consume prepared
        return answer
    }
}
