enum SchemaStatements {
    /// 0 the version of the schema; 0 for a database that was made by hand from the HOWTO.
    static let version: StaticString = "PRAGMA user_version"
    /// 0 what the name ?1 stands for: "table", "view", …; no row if there is nothing of that name.
    static let kind: StaticString = "SELECT type FROM sqlite_schema WHERE lower(name) = lower(?1)"
    /// 0 the columns of the table ?1, in lower case; no rows if there is no such table.
    static let columns: StaticString = "SELECT lower(name) FROM pragma_table_info(?1)"
    /// 0 the columns of each unique index of the table ?1, in lower case and order, joined by commas.
    static let uniqueIndexes: StaticString = """
        SELECT (SELECT group_concat(name) FROM (SELECT lower(name) AS name FROM pragma_index_info(list.name) ORDER BY 1))
        FROM pragma_index_list(?1) AS list WHERE "unique"
        """

    /// Sets the version to `MailDatabase.schemaVersion`. A pragma takes no parameter.
    static let setVersion: StaticString = "PRAGMA user_version = 1"
}
