enum ExportStatements {
    /// 0 vmNum, 1 addLocalpart, 2 domName, 3 vmPasswd, 4 VMailbox.active, 5 Address.active, 6 addTpNum, 7 addRcNum, of every
    /// mailbox or those of the domain ?1.
    static let mailboxes: StaticString = """
        SELECT vmNum, addLocalpart, domName, vmPasswd, VMailbox.active, Address.active, addTpNum, addRcNum
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum
        WHERE ?1 IS NULL OR domName = ?1
        ORDER BY domName, addLocalpart
        """
}
