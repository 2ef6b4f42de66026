enum AliasStatements {
    /// All, or those of the domain ?1, those to the address ?2. Columns: see `AliasRow`.
    static let list: StaticString = """
        SELECT VAlias.rowid, vaNum, vaTargetNum, VAlias.active, a.addLocalpart, ad.domName, t.addLocalpart, td.domName
        FROM VAlias
        JOIN Address a ON a.addNum = vaNum JOIN Domain ad ON ad.domNum = a.addDomNum
        JOIN Address t ON t.addNum = vaTargetNum JOIN Domain td ON td.domNum = t.addDomNum
        WHERE (?1 IS NULL OR ad.domName = ?1) AND (?2 IS NULL OR vaTargetNum = ?2)
        ORDER BY ad.domName, a.addLocalpart, td.domName, t.addLocalpart
        """
    /// The same for those of the address ?1, or to the address ?2.
    static let touching: StaticString = """
        SELECT VAlias.rowid, vaNum, vaTargetNum, VAlias.active, a.addLocalpart, ad.domName, t.addLocalpart, td.domName
        FROM VAlias
        JOIN Address a ON a.addNum = vaNum JOIN Domain ad ON ad.domNum = a.addDomNum
        JOIN Address t ON t.addNum = vaTargetNum JOIN Domain td ON td.domNum = t.addDomNum
        WHERE vaNum = ?1 OR vaTargetNum = ?2
        ORDER BY ad.domName, a.addLocalpart, td.domName, t.addLocalpart
        """
    /// ?1 vaNum, ?2 vaTargetNum.
    static let insert: StaticString = "INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (?1, ?2)"

    /// All local aliases, or those of the address ?1. Columns: see `LocalAliasRow`.
    static let listLocal: StaticString = """
        SELECT Alias.rowid, aliasNum, Alias.active, addLocalpart, domName, aliasTarget
        FROM Alias JOIN Address ON addNum = aliasNum JOIN Domain ON domNum = addDomNum
        WHERE ?1 IS NULL OR aliasNum = ?1
        ORDER BY domName, addLocalpart, aliasTarget
        """
    /// ?1 aliasNum, ?2 aliasTarget.
    static let insertLocal: StaticString = "INSERT INTO Alias (aliasNum, aliasTarget) VALUES (?1, ?2)"
}
