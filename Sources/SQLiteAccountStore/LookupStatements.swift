/// The statements of the look-up path, with their columns. Parameters are bound, never pasted.
enum LookupStatements {
    /// Begins a read transaction, which locks nothing before its first read. No row.
    static let begin: StaticString = "BEGIN"

    /// Ends a read transaction, and its lock. No row.
    static let end: StaticString = "COMMIT"

    /// The rows of ?1 (localpart) @ ?2 (domain), both in lower case: none if there is no such domain, else one.
    ///
    /// 0 Domain.active, 1 domClass, 2 addNum (NULL: no Address), 3 Address.active, 4 vmNum (NULL: no VMailbox),
    /// 5 VMailbox.active, 6 vmPasswd.
    static let account: StaticString = """
        SELECT Domain.active, domClass, addNum, Address.active, vmNum, VMailbox.active, vmPasswd
        FROM Domain
        LEFT JOIN Address ON addDomNum = domNum AND addLocalpart = ?1
        LEFT JOIN VMailbox ON vmNum = addNum
        WHERE domName = ?2
        """

    /// Up to ?2 mailboxes with a vmNum above ?1, in the order of vmNum (CROSS JOIN keeps SQLite to that order of loops).
    ///
    /// 0 vmNum, 1 addLocalpart, 2 domName, 3 Domain.active, 4 domClass, 5 Address.active, 6 VMailbox.active.
    static let mailboxes: StaticString = """
        SELECT vmNum, addLocalpart, domName, Domain.active, domClass, Address.active, VMailbox.active
        FROM VMailbox
        CROSS JOIN Address ON addNum = vmNum
        CROSS JOIN Domain ON domNum = addDomNum
        WHERE vmNum > ?1
        ORDER BY vmNum
        LIMIT ?2
        """

    /// 0 the lowest, 1 the highest vmNum (NULL: no mailbox).
    static let mailboxNumbers: StaticString =
        "SELECT (SELECT min(vmNum) FROM VMailbox), (SELECT max(vmNum) FROM VMailbox)"

    /// 0 vmPasswd of up to ?2 mailboxes from vmNum ?1 upwards.
    static let passwords: StaticString = "SELECT vmPasswd FROM VMailbox WHERE vmNum >= ?1 ORDER BY vmNum LIMIT ?2"

    /// 0 the page size in bytes.
    static let pageSize: StaticString = "PRAGMA page_size"

    /// 0 the journal mode: "wal", "delete", ….
    static let journalMode: StaticString = "PRAGMA journal_mode"
}
