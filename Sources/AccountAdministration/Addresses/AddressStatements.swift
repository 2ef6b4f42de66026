enum AddressStatements {
    /// The columns are those of `AddressRow`. ?1 addLocalpart, ?2 domName.
    static let find: StaticString = """
        SELECT addNum, addLocalpart, domName, Address.active, addTpNum, addRcNum, domClass,
            vmNum IS NOT NULL, EXISTS (SELECT 1 FROM VAlias WHERE vaNum = addNum)
        FROM Domain JOIN Address ON addDomNum = domNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE addLocalpart = ?1 AND domName = ?2
        """
    /// The same for all, for those of the domain ?1, or for the one that is stored as ?2, upper case included.
    static let list: StaticString = """
        SELECT addNum, addLocalpart, domName, Address.active, addTpNum, addRcNum, domClass,
            vmNum IS NOT NULL, EXISTS (SELECT 1 FROM VAlias WHERE vaNum = addNum)
        FROM Domain JOIN Address ON addDomNum = domNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE (?1 IS NULL OR domName = ?1) AND (?2 IS NULL OR addLocalpart || '@' || domName = ?2)
        ORDER BY domName, addLocalpart
        """
    /// ?1 addLocalpart, ?2 domName, ?3 addTpNum, ?4 addRcNum.
    static let insert: StaticString = """
        INSERT INTO Address (addLocalpart, addDomNum, addTpNum, addRcNum)
        SELECT ?1, domNum, ?3, ?4 FROM Domain WHERE domName = ?2
        """
    /// ?1 addNum, ?2 its new addLocalpart, ?3 its new addDomNum.
    static let rename: StaticString = "UPDATE Address SET addLocalpart = ?2, addDomNum = ?3 WHERE addNum = ?1"
    /// ?1 addNum.
    static let delete: StaticString = "DELETE FROM Address WHERE addNum = ?1"
    /// ?1 vmNum.
    static let deleteMailbox: StaticString = "DELETE FROM VMailbox WHERE vmNum = ?1"
    /// ?1 the rowid of VAlias.
    static let deleteVAlias: StaticString = "DELETE FROM VAlias WHERE rowid = ?1"
    /// ?1 the rowid of Alias.
    static let deleteAlias: StaticString = "DELETE FROM Alias WHERE rowid = ?1"
}
