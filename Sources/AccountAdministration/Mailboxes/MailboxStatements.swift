enum MailboxStatements {
    /// All, or those of the domain ?1, or the one of the address ?2. Columns: see `MailboxRow`.
    static let select: StaticString = """
        SELECT vmNum, addLocalpart, domName, VMailbox.active, Address.active, Domain.active, domClass, vmPasswd
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum
        WHERE (?1 IS NULL OR domName = ?1) AND (?2 IS NULL OR vmNum = ?2)
        ORDER BY domName, addLocalpart
        """
    /// ?1 vmNum, ?2 vmPasswd.
    static let insert: StaticString = "INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (?1, ?2)"
    /// ?1 vmNum, ?2 vmPasswd.
    static let setPassword: StaticString = "UPDATE VMailbox SET vmPasswd = ?2 WHERE vmNum = ?1"
}
