enum DomainStatements {
    /// All, or the one called ?1. Columns: see `DomainRow`.
    static let select: StaticString = """
        SELECT domNum, domName, active, domClass, domTpNum, domRcNum, domSysUser,
            (SELECT count(*) FROM Address WHERE addDomNum = domNum),
            (SELECT count(*) FROM VMailbox JOIN Address ON addNum = vmNum WHERE addDomNum = domNum)
        FROM Domain WHERE ?1 IS NULL OR domName = ?1 ORDER BY domName
        """
    /// ?1 domName, ?2 domClass, ?3 domTpNum, ?4 domRcNum, ?5 domSysUser.
    static let insert: StaticString = """
        INSERT INTO Domain (domName, domClass, domTpNum, domRcNum, domSysUser) VALUES (?1, ?2, ?3, ?4, ?5)
        """
    /// ?1 domNum.
    static let delete: StaticString = "DELETE FROM Domain WHERE domNum = ?1"

    /// 0 vmNum, 1 addLocalpart, 2 domName, 3 VMailbox.active, 4 Address.active of the mailboxes in ?1.
    static let mailboxes: StaticString = """
        SELECT vmNum, addLocalpart, domName, VMailbox.active, Address.active
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum
        WHERE domNum = ?1 ORDER BY addLocalpart
        """
}
