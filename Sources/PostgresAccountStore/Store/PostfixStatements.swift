/// The statements that only Postfix's look-ups need, with their columns. Parameters are bound, never pasted.
///
/// The localparts $2, $3 and $4 begin with each other (`u+x`, `u` and the empty one of a catchall; NULL for none): the longest that has a
/// row counts. Where a table without a key has two such rows, both come.
enum PostfixStatements {
    /// The columns of an address, see ``QueryResult/address(_:_:)``.
    private static let address: [ServerStatement.ColumnType] = [
        .integer, .text, .integer, .text, .integer, .integer, .integer, .integer, .integer,
    ]
    /// The columns of what a row of Domain or Address refers to, see ``QueryResult/route(_:_:)``.
    private static let references: [ServerStatement.ColumnType] = [
        .integer, .integer, .integer, .text, .text, .integer, .integer, .integer, .integer, .text,
    ]

    /// What the domain $1, and the longest of $2, $3 and $4 that has a row in it, refer to: none if there is no such domain, else one.
    ///
    /// 0 addNum (NULL: no Address). Of the domain: 1 domTpNum, 2 tpNum (NULL: no Transport), 3 active, 4 tpTransport, 5 tpNexthop,
    /// 6 tpMx, 7 tpPort, 8 domRcNum, 9 rcNum (NULL: no RClass), 10 rcName. Of the address: the same from 11, with addTpNum and addRcNum.
    static let route = ServerStatement(
        name: "route",
        sql: """
            SELECT addNum,
                domTpNum, td.tpNum, td.active, td.tpTransport, td.tpNexthop, td.tpMx, td.tpPort, domRcNum, rd.rcNum, rd.rcName,
                addTpNum, ta.tpNum, ta.active, ta.tpTransport, ta.tpNexthop, ta.tpMx, ta.tpPort, addRcNum, ra.rcNum, ra.rcName
            FROM Domain
            LEFT JOIN LATERAL (
                SELECT a.addNum, a.addTpNum, a.addRcNum FROM Address AS a
                WHERE a.addDomNum = domNum AND a.addLocalpart IN ($2, $3, $4)
                ORDER BY length(a.addLocalpart) DESC FETCH FIRST 1 ROW WITH TIES) AS found ON true
            LEFT JOIN Transport AS td ON td.tpNum = domTpNum
            LEFT JOIN RClass AS rd ON rd.rcNum = domRcNum
            LEFT JOIN Transport AS ta ON ta.tpNum = addTpNum
            LEFT JOIN RClass AS ra ON ra.rcNum = addRcNum
            WHERE domName = $1
            """,
        parameters: [.text, .text, .text, .text], columns: [.integer] + references + references)

    /// The longest of $2, $3 and $4 that has a row in the domain $1, and each address that its rows of VAlias lead to, active or not;
    /// an address has a row for each pair of its rows of VAlias and of Alias. Up to $5 rows.
    ///
    /// 0 whether it is the chosen address, 1 or 0; 1–9 an address, 10 vaNum (NULL: no VAlias), 11 vaTargetNum, 12 VAlias.active,
    /// 13 aliasNum (NULL: no Alias), 14 Alias.active.
    static let recipient = ServerStatement(
        name: "recipient",
        sql: """
            WITH RECURSIVE
                chosen (number) AS (
                    SELECT found.addNum FROM Domain CROSS JOIN LATERAL (
                        SELECT a.addNum FROM Address AS a
                        WHERE a.addDomNum = domNum AND a.addLocalpart IN ($2, $3, $4)
                        ORDER BY length(a.addLocalpart) DESC FETCH FIRST 1 ROW WITH TIES) AS found
                    WHERE domName = $1
                ),
                reached (number) AS (
                    SELECT number FROM chosen
                    UNION
                    SELECT vaTargetNum FROM reached JOIN VAlias ON vaNum = reached.number
                )
            SELECT (reached.number IN (SELECT number FROM chosen))::integer,
                addNum, addLocalpart, domNum, domName, Domain.active, domClass, Address.active, vmNum, VMailbox.active,
                vaNum, vaTargetNum, VAlias.active, aliasNum, Alias.active
            FROM reached
            JOIN Address ON addNum = reached.number
            LEFT JOIN Domain ON domNum = addDomNum
            LEFT JOIN VMailbox ON vmNum = addNum
            LEFT JOIN VAlias ON vaNum = addNum
            LEFT JOIN Alias ON aliasNum = addNum
            LIMIT $5
            """,
        parameters: [.text, .text, .text, .text, .integer],
        columns: [.integer] + address + [.integer, .integer, .integer, .integer, .integer])

    /// Up to $4 grants to send as $1, $2 or $3 (NULL for none).
    ///
    /// 0 Sender.active, 1–9 the account's address.
    static let senderGrants = ServerStatement(
        name: "sender_grants",
        sql: """
            SELECT Sender.active,
                addNum, addLocalpart, domNum, domName, Domain.active, domClass, Address.active, vmNum, VMailbox.active
            FROM Sender
            JOIN Address ON addNum = sndNum
            LEFT JOIN Domain ON domNum = addDomNum
            LEFT JOIN VMailbox ON vmNum = addNum
            WHERE sndAddress IN ($1, $2, $3)
            LIMIT $4
            """,
        parameters: [.text, .text, .text, .integer], columns: [.integer] + address)

    /// Which tables there are on the search_path, 1 or 0: 0 the table of our own that $1 names, in lower case, 1 SchemaVersion, 2 Address.
    static let ownTable = ServerStatement(
        name: "own_table",
        sql: """
            SELECT (to_regclass($1) IS NOT NULL)::integer, (to_regclass('schemaversion') IS NOT NULL)::integer,
                (to_regclass('address') IS NOT NULL)::integer
            """,
        parameters: [.text], columns: [.integer, .integer, .integer])
}
