/// The statements of `check` on the database as a whole; those on rows are in `CheckRowStatements`.
enum CheckStatements {
    static let journalMode: StaticString = "PRAGMA journal_mode"
    static let integrity: StaticString = "PRAGMA quick_check(20)"
}
