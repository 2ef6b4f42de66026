/// The statements on blocked logins. Their conditions repeat the policy's −1; `BlockedLoginsTests` compares the two.
enum LoginStatements {
    /// 0 addNum, 1 addLocalpart, 2 domName, 3 Domain.active, 4 Address.active, 5 vmNum (NULL: no mailbox), 6 VMailbox.active,
    /// of every account that is blocked by a row of its own.
    static let blockedAccounts: StaticString = """
        SELECT addNum, addLocalpart, domName, Domain.active, Address.active, vmNum, VMailbox.active
        FROM Address JOIN Domain ON domNum = addDomNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE Address.active = -1 OR VMailbox.active = -1
        ORDER BY domName, addLocalpart
        """
    /// 0 domName, 1 active, of every domain that blocks the logins of all of its accounts.
    static let blockedDomains: StaticString =
        "SELECT domName, active FROM Domain WHERE active = -1 ORDER BY domName"
}
