enum RestrictionClassStatements {
    /// All, or the one of number ?1. 0 rcNum, 1 rcName, 2 how many domains and 3 how many addresses are in it.
    static let select: StaticString = """
        SELECT rcNum, rcName, (SELECT count(*) FROM Domain WHERE domRcNum = rcNum),
            (SELECT count(*) FROM Address WHERE addRcNum = rcNum)
        FROM RClass WHERE ?1 IS NULL OR rcNum = ?1 ORDER BY rcNum
        """
    /// ?1 rcNum, ?2 rcName: two columns and no more.
    static let insert: StaticString = "INSERT INTO RClass VALUES (?1, ?2)"
    /// ?1 rcNum.
    static let delete: StaticString = "DELETE FROM RClass WHERE rcNum = ?1"

    /// ?1 domNum, ?2 rcNum or NULL.
    static let setDomain: StaticString = "UPDATE Domain SET domRcNum = ?2 WHERE domNum = ?1"
    /// ?1 addNum, ?2 rcNum or NULL.
    static let setAddress: StaticString = "UPDATE Address SET addRcNum = ?2 WHERE addNum = ?1"
}
