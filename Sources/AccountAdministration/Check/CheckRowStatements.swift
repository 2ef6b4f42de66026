/// The rows that `check` looks for.
enum CheckRowStatements {
    /// 0 the column, 1 what SQLite has let into it, 2 in how many rows, 3 the lowest number of such a row. That an `active` must be
    /// an integer is the policy's rule; `CheckRowsTests` holds this against it.
    static let types: StaticString = """
        SELECT 'Transport.active', typeof(active), count(*), min(rowid) FROM Transport
            WHERE typeof(active) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Transport.tpTransport', typeof(tpTransport), count(*), min(rowid) FROM Transport
            WHERE typeof(tpTransport) NOT IN ('text', 'null') GROUP BY 2
        UNION ALL SELECT 'Transport.tpNexthop', typeof(tpNexthop), count(*), min(rowid) FROM Transport
            WHERE typeof(tpNexthop) NOT IN ('text', 'null') GROUP BY 2
        UNION ALL SELECT 'Transport.tpMx', typeof(tpMx), count(*), min(rowid) FROM Transport
            WHERE typeof(tpMx) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Transport.tpPort', typeof(tpPort), count(*), min(rowid) FROM Transport
            WHERE typeof(tpPort) NOT IN ('integer', 'null') GROUP BY 2
        UNION ALL SELECT 'RClass.rcName', typeof(rcName), count(*), min(rowid) FROM RClass
            WHERE typeof(rcName) <> 'text' GROUP BY 2
        UNION ALL SELECT 'Domain.domName', typeof(domName), count(*), min(rowid) FROM Domain
            WHERE typeof(domName) <> 'text' GROUP BY 2
        UNION ALL SELECT 'Domain.active', typeof(active), count(*), min(rowid) FROM Domain
            WHERE typeof(active) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Domain.domClass', typeof(domClass), count(*), min(rowid) FROM Domain
            WHERE typeof(domClass) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Domain.domTpNum', typeof(domTpNum), count(*), min(rowid) FROM Domain
            WHERE typeof(domTpNum) NOT IN ('integer', 'null') GROUP BY 2
        UNION ALL SELECT 'Domain.domRcNum', typeof(domRcNum), count(*), min(rowid) FROM Domain
            WHERE typeof(domRcNum) NOT IN ('integer', 'null') GROUP BY 2
        UNION ALL SELECT 'Domain.domSysUser', typeof(domSysUser), count(*), min(rowid) FROM Domain
            WHERE typeof(domSysUser) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Address.addLocalpart', typeof(addLocalpart), count(*), min(rowid) FROM Address
            WHERE typeof(addLocalpart) <> 'text' GROUP BY 2
        UNION ALL SELECT 'Address.addDomNum', typeof(addDomNum), count(*), min(rowid) FROM Address
            WHERE typeof(addDomNum) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Address.active', typeof(active), count(*), min(rowid) FROM Address
            WHERE typeof(active) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Address.addTpNum', typeof(addTpNum), count(*), min(rowid) FROM Address
            WHERE typeof(addTpNum) NOT IN ('integer', 'null') GROUP BY 2
        UNION ALL SELECT 'Address.addRcNum', typeof(addRcNum), count(*), min(rowid) FROM Address
            WHERE typeof(addRcNum) NOT IN ('integer', 'null') GROUP BY 2
        UNION ALL SELECT 'VMailbox.active', typeof(active), count(*), min(rowid) FROM VMailbox
            WHERE typeof(active) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'VMailbox.vmPasswd', typeof(vmPasswd), count(*), min(rowid) FROM VMailbox
            WHERE typeof(vmPasswd) NOT IN ('text', 'null') GROUP BY 2
        UNION ALL SELECT 'VAlias.active', typeof(active), count(*), min(rowid) FROM VAlias
            WHERE typeof(active) <> 'integer' GROUP BY 2
        UNION ALL SELECT 'Alias.aliasTarget', typeof(aliasTarget), count(*), min(rowid) FROM Alias
            WHERE typeof(aliasTarget) <> 'text' GROUP BY 2
        UNION ALL SELECT 'Alias.active', typeof(active), count(*), min(rowid) FROM Alias
            WHERE typeof(active) <> 'integer' GROUP BY 2
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
