/// The statements that read all virtual aliases in one pass each.
enum CheckAliasStatements {
    /// 0 addNum, 1 addLocalpart, 2 domNum (NULL: no Domain), 3 domName, 4 Domain.active, 5 domClass, 6 Address.active, 7 vmNum (NULL: no
    /// VMailbox), 8 VMailbox.active, of every address that is an alias or a target.
    static let addresses: StaticString = """
        SELECT addNum, addLocalpart, domNum, domName, Domain.active, domClass, Address.active, vmNum, VMailbox.active
        FROM Address LEFT JOIN Domain ON domNum = addDomNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE addNum IN (SELECT vaNum FROM VAlias UNION SELECT vaTargetNum FROM VAlias)
        """
    /// 0 vaNum, 1 vaTargetNum, 2 active.
    static let mappings: StaticString = "SELECT vaNum, vaTargetNum, active FROM VAlias"
    /// 0 aliasNum, 1 active.
    static let localAliases: StaticString = "SELECT aliasNum, active FROM Alias"
}
