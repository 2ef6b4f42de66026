/// The statements of the look-up path, with their columns. Parameters are bound, never pasted.
enum LookupStatements {
    /// Sets how long the server tries to answer, $1 in milliseconds, as text, and makes it an error if a policy of row security would hide
    /// rows: a hidden account would be unknown. Column 0: the milliseconds, 1: `off`.
    static let session = ServerStatement(
        name: "session",
        sql: "SELECT set_config('statement_timeout', $1, false), set_config('row_security', 'off', false)",
        parameters: [.text], columns: [.text, .text])

    /// The rows of $1 (localpart) @ $2 (domain), both in lower case: none if there is no such domain, else one.
    ///
    /// 0 Domain.active, 1 domClass, 2 addNum (NULL: no Address), 3 Address.active, 4 vmNum (NULL: no VMailbox),
    /// 5 VMailbox.active, 6 vmPasswd if $3, else NULL.
    static let account = ServerStatement(
        name: "account",
        sql: """
            SELECT Domain.active, domClass, addNum, Address.active, vmNum, VMailbox.active, CASE WHEN $3 THEN vmPasswd END
            FROM Domain
            LEFT JOIN Address ON addDomNum = domNum AND addLocalpart = $1
            LEFT JOIN VMailbox ON vmNum = addNum
            WHERE domName = $2
            """,
        parameters: [.text, .text, .boolean],
        columns: [.integer, .integer, .integer, .integer, .integer, .integer, .text], secretColumn: 6)

    /// Up to $2 mailboxes with a vmNum above $1, in the order of vmNum. (Without the condition on addNum the server reads Address from
    /// its start for each page.)
    ///
    /// 0 vmNum, 1 addLocalpart, 2 domName, 3 Domain.active, 4 domClass, 5 Address.active, 6 VMailbox.active.
    static let mailboxes = ServerStatement(
        name: "mailboxes",
        sql: """
            SELECT vmNum, addLocalpart, domName, Domain.active, domClass, Address.active, VMailbox.active
            FROM VMailbox
            JOIN Address ON addNum = vmNum
            JOIN Domain ON domNum = addDomNum
            WHERE vmNum > $1 AND addNum > $1
            ORDER BY vmNum
            LIMIT $2
            """,
        parameters: [.integer, .integer],
        columns: [.integer, .text, .text, .integer, .integer, .integer, .integer])

    /// 0 the lowest, 1 the highest vmNum (NULL: no mailbox).
    static let mailboxNumbers = ServerStatement(
        name: "mailbox_numbers",
        sql: "SELECT (SELECT min(vmNum) FROM VMailbox), (SELECT max(vmNum) FROM VMailbox)",
        parameters: [], columns: [.integer, .integer])

    /// 0 vmPasswd of up to $2 mailboxes from vmNum $1 upwards.
    static let passwords = ServerStatement(
        name: "passwords",
        sql: "SELECT vmPasswd FROM VMailbox WHERE vmNum >= $1 ORDER BY vmNum LIMIT $2",
        parameters: [.integer, .integer], columns: [.text], secretColumn: 0)
}
