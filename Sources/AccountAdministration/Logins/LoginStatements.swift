/// The statement on log-ins that are off.
enum LoginStatements {
    /// 0 addNum, 1 addLocalpart, 2 domName, 3 Address.active, 4 vmNum (NULL: no mailbox), 5 VMailbox.active.
    static let disabled: StaticString = """
        SELECT addNum, addLocalpart, domName, Address.active, vmNum, VMailbox.active
        FROM Address JOIN Domain ON domNum = addDomNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE Address.active = -1 OR VMailbox.active = -1
        ORDER BY domName, addLocalpart
        """
}
