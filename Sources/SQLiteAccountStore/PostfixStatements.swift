/// The statements that only Postfix's look-ups need, with their columns. Parameters are bound, never pasted.
///
/// The localparts ?2, ?3 and ?4 begin with each other (`u+x`, `u` and the empty one of a catchall; NULL for none), so the longest of
/// them is also the greatest. CROSS JOIN keeps SQLite to the order of the tables.
enum PostfixStatements {
    /// What the domain ?1, and the longest of ?2, ?3 and ?4 that has a row in it, refer to: none if there is no such domain, else one.
    ///
    /// 0 addNum (NULL: no Address). Of the domain: 1 domTpNum, 2 tpNum (NULL: no Transport), 3 active, 4 tpTransport, 5 tpNexthop,
    /// 6 tpMx, 7 tpPort, 8 domRcNum, 9 rcNum (NULL: no RClass), 10 rcName. Of the address: the same from 11, with addTpNum and addRcNum.
    static let route: StaticString = """
        SELECT addNum,
            domTpNum, td.tpNum, td.active, td.tpTransport, td.tpNexthop, td.tpMx, td.tpPort, domRcNum, rd.rcNum, rd.rcName,
            addTpNum, ta.tpNum, ta.active, ta.tpTransport, ta.tpNexthop, ta.tpMx, ta.tpPort, addRcNum, ra.rcNum, ra.rcName
        FROM Domain
        LEFT JOIN Address ON addDomNum = domNum AND addLocalpart = (
            SELECT max(a.addLocalpart) FROM Address AS a WHERE a.addDomNum = domNum AND a.addLocalpart IN (?2, ?3, ?4))
        LEFT JOIN Transport AS td ON td.tpNum = domTpNum
        LEFT JOIN RClass AS rd ON rd.rcNum = domRcNum
        LEFT JOIN Transport AS ta ON ta.tpNum = addTpNum
        LEFT JOIN RClass AS ra ON ra.rcNum = addRcNum
        WHERE domName = ?1
        """

    /// The longest of ?2, ?3 and ?4 that has a row in the domain ?1, and each address that its rows of VAlias lead to, active or not;
    /// an address has a row for each pair of its rows of VAlias and of Alias. Up to ?5 rows.
    ///
    /// 0 whether it is the chosen address, 1–9 an address (see ``Statement/address(_:)``), 10 vaNum (NULL: no VAlias), 11 vaTargetNum,
    /// 12 VAlias.active, 13 aliasNum (NULL: no Alias), 14 Alias.active.
    static let recipient: StaticString = """
        WITH RECURSIVE
            chosen (number) AS (
                SELECT addNum FROM Domain CROSS JOIN Address ON addDomNum = domNum AND addLocalpart = (
                    SELECT max(a.addLocalpart) FROM Address AS a
                    WHERE a.addDomNum = domNum AND a.addLocalpart IN (?2, ?3, ?4))
                WHERE domName = ?1
            ),
            reached (number) AS (
                SELECT number FROM chosen
                UNION
                SELECT vaTargetNum FROM reached CROSS JOIN VAlias ON vaNum = reached.number
            )
        SELECT reached.number IN (SELECT number FROM chosen),
            addNum, addLocalpart, domNum, domName, Domain.active, domClass, Address.active, vmNum, VMailbox.active,
            vaNum, vaTargetNum, VAlias.active, aliasNum, Alias.active
        FROM reached
        CROSS JOIN Address ON addNum = reached.number
        LEFT JOIN Domain ON domNum = addDomNum
        LEFT JOIN VMailbox ON vmNum = addNum
        LEFT JOIN VAlias ON vaNum = addNum
        LEFT JOIN Alias ON aliasNum = addNum
        LIMIT ?5
        """

    /// Up to ?4 grants to send as ?1, ?2 or ?3 (NULL for none).
    ///
    /// 0 Sender.active, 1–9 the account's address (see ``Statement/address(_:)``).
    static let senderGrants: StaticString = """
        SELECT Sender.active,
            addNum, addLocalpart, domNum, domName, Domain.active, domClass, Address.active, vmNum, VMailbox.active
        FROM Sender
        CROSS JOIN Address ON addNum = sndNum
        LEFT JOIN Domain ON domNum = addDomNum
        LEFT JOIN VMailbox ON vmNum = addNum
        WHERE sndAddress IN (?1, ?2, ?3)
        LIMIT ?4
        """

    /// 0 the version of the schema, 1 whether something in the database has the name ?1.
    static let ownTable: StaticString = """
        SELECT user_version, EXISTS (SELECT 1 FROM sqlite_schema WHERE lower(name) = lower(?1)) FROM pragma_user_version
        """
}
