enum CheckRowStatements {
    /// 0 the column, 1 the wrong type in it, 2 the number of rows with that type, 3 the lowest rowid of them. That an `active` must be
    /// an integer is the policy's rule; `BlockedLoginsTests` compares the two.
    static let types: StaticString = """
        SELECT name, type, count(*), min(number) FROM (
            SELECT 1 AS place, 'Transport.active' AS name, typeof(active) AS type, 'integer' AS allowed, rowid AS number FROM Transport
            UNION ALL SELECT 2, 'Transport.tpTransport', typeof(tpTransport), 'text null', rowid FROM Transport
            UNION ALL SELECT 3, 'Transport.tpNexthop', typeof(tpNexthop), 'text null', rowid FROM Transport
            UNION ALL SELECT 4, 'Transport.tpMx', typeof(tpMx), 'integer', rowid FROM Transport
            UNION ALL SELECT 5, 'Transport.tpPort', typeof(tpPort), 'integer null', rowid FROM Transport
            UNION ALL SELECT 6, 'RClass.rcName', typeof(rcName), 'text', rowid FROM RClass
            UNION ALL SELECT 7, 'Domain.domName', typeof(domName), 'text', rowid FROM Domain
            UNION ALL SELECT 8, 'Domain.active', typeof(active), 'integer', rowid FROM Domain
            UNION ALL SELECT 9, 'Domain.domClass', typeof(domClass), 'integer', rowid FROM Domain
            UNION ALL SELECT 10, 'Domain.domTpNum', typeof(domTpNum), 'integer null', rowid FROM Domain
            UNION ALL SELECT 11, 'Domain.domRcNum', typeof(domRcNum), 'integer null', rowid FROM Domain
            UNION ALL SELECT 12, 'Domain.domSysUser', typeof(domSysUser), 'integer', rowid FROM Domain
            UNION ALL SELECT 13, 'Address.addLocalpart', typeof(addLocalpart), 'text', rowid FROM Address
            UNION ALL SELECT 14, 'Address.addDomNum', typeof(addDomNum), 'integer', rowid FROM Address
            UNION ALL SELECT 15, 'Address.active', typeof(active), 'integer', rowid FROM Address
            UNION ALL SELECT 16, 'Address.addTpNum', typeof(addTpNum), 'integer null', rowid FROM Address
            UNION ALL SELECT 17, 'Address.addRcNum', typeof(addRcNum), 'integer null', rowid FROM Address
            UNION ALL SELECT 18, 'VMailbox.active', typeof(active), 'integer', rowid FROM VMailbox
            UNION ALL SELECT 19, 'VMailbox.vmPasswd', typeof(vmPasswd), 'text null', rowid FROM VMailbox
            UNION ALL SELECT 20, 'VAlias.active', typeof(active), 'integer', rowid FROM VAlias
            UNION ALL SELECT 21, 'Alias.aliasTarget', typeof(aliasTarget), 'text', rowid FROM Alias
            UNION ALL SELECT 22, 'Alias.active', typeof(active), 'integer', rowid FROM Alias
        ) WHERE instr(allowed, type) = 0 GROUP BY place, type
        """

    /// 0 the table, 1 the number of the row, 2 the column, 3 the number in it, 4 the table that has no such row.
    static let orphans: StaticString = """
        SELECT 'Domain', domNum, 'domTpNum', domTpNum, 'Transport' FROM Domain
            WHERE domTpNum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Transport WHERE tpNum = domTpNum)
        UNION ALL SELECT 'Domain', domNum, 'domRcNum', domRcNum, 'RClass' FROM Domain
            WHERE domRcNum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM RClass WHERE rcNum = domRcNum)
        UNION ALL SELECT 'Address', addNum, 'addDomNum', addDomNum, 'Domain' FROM Address
            WHERE NOT EXISTS (SELECT 1 FROM Domain WHERE domNum = addDomNum)
        UNION ALL SELECT 'Address', addNum, 'addTpNum', addTpNum, 'Transport' FROM Address
            WHERE addTpNum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Transport WHERE tpNum = addTpNum)
        UNION ALL SELECT 'Address', addNum, 'addRcNum', addRcNum, 'RClass' FROM Address
            WHERE addRcNum IS NOT NULL AND NOT EXISTS (SELECT 1 FROM RClass WHERE rcNum = addRcNum)
        UNION ALL SELECT 'VMailbox', rowid, 'vmNum', vmNum, 'Address' FROM VMailbox
            WHERE NOT EXISTS (SELECT 1 FROM Address WHERE addNum = vmNum)
        UNION ALL SELECT 'VAlias', rowid, 'vaNum', vaNum, 'Address' FROM VAlias
            WHERE NOT EXISTS (SELECT 1 FROM Address WHERE addNum = vaNum)
        UNION ALL SELECT 'VAlias', rowid, 'vaTargetNum', vaTargetNum, 'Address' FROM VAlias
            WHERE NOT EXISTS (SELECT 1 FROM Address WHERE addNum = vaTargetNum)
        UNION ALL SELECT 'Alias', rowid, 'aliasNum', aliasNum, 'Address' FROM Alias
            WHERE NOT EXISTS (SELECT 1 FROM Address WHERE addNum = aliasNum)
        """

    /// 0 domNum, 1 domName, of every domain.
    static let domainNames: StaticString = "SELECT domNum, domName FROM Domain ORDER BY domNum"

    /// 0 addNum, 1 addLocalpart, of every address but the catchalls.
    static let localparts: StaticString =
        "SELECT addNum, addLocalpart FROM Address WHERE addLocalpart <> '' ORDER BY addNum"

    /// 0 addLocalpart, 1 domName of every mailbox.
    static let mailboxNames: StaticString = """
        SELECT addLocalpart, domName FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum
        ORDER BY domName, addLocalpart
        """

    /// 0 domName, 1 domClass, 2 whether it has mailboxes, of every domain that is neither foreign, local, relay nor alias, or has some.
    static let classes: StaticString = """
        SELECT domName, domClass, EXISTS (SELECT 1 FROM VMailbox JOIN Address ON addNum = vmNum WHERE addDomNum = domNum)
        FROM Domain
        WHERE domClass IS NULL OR domClass NOT IN (0, 1, 2, 3)
            OR EXISTS (SELECT 1 FROM VMailbox JOIN Address ON addNum = vmNum WHERE addDomNum = domNum)
        ORDER BY domName
        """

    /// 0 the account's name, 1 vmPasswd.
    static let passwords: StaticString = """
        SELECT addLocalpart || '@' || domName, vmPasswd
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum ORDER BY domName, addLocalpart
        """

    /// 0 domName, 1 whether postmaster is there, 2 whether abuse is, 3 active, of every domain of ours but the local ones, whose
    /// users have them in aliases(5).
    static let roles: StaticString = """
        SELECT domName,
            EXISTS (SELECT 1 FROM Address WHERE addDomNum = domNum AND addLocalpart = 'postmaster'),
            EXISTS (SELECT 1 FROM Address WHERE addDomNum = domNum AND addLocalpart = 'abuse'), active
        FROM Domain WHERE domClass NOT IN (0, 1) ORDER BY domName
        """
}
