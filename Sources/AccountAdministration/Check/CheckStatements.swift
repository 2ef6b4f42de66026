enum CheckStatements {
    static let version: StaticString = "PRAGMA user_version"
    static let journalMode: StaticString = "PRAGMA journal_mode"
    static let integrity: StaticString = "PRAGMA quick_check(20)"

    /// 0 the columns of the table ?1, in lower case; no rows if there is no such table.
    static let columns: StaticString = "SELECT lower(name) FROM pragma_table_info(?1)"

    /// 0 the columns of each unique index of the table ?1, in lower case and order, joined by commas.
    static let uniqueIndexes: StaticString = """
        SELECT (SELECT group_concat(name) FROM (SELECT lower(name) AS name FROM pragma_index_info(list.name) ORDER BY 1))
        FROM pragma_index_list(?1) AS list WHERE "unique"
        """
}
