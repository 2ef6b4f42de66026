enum CheckStatements {
    static let journalMode: StaticString = "PRAGMA journal_mode"
    static let integrity: StaticString = "PRAGMA quick_check(20)"
}
