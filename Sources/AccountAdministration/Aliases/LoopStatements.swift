enum LoopStatements {
    /// 0 vaTargetNum, 1 active, of the alias ?1, without itself.
    static let targets: StaticString =
        "SELECT vaTargetNum, active FROM VAlias WHERE vaNum = ?1 AND vaTargetNum <> ?1 ORDER BY vaTargetNum"
    /// 0 addLocalpart, 1 domName, of the address ?1.
    static let name: StaticString =
        "SELECT addLocalpart, domName FROM Address JOIN Domain ON domNum = addDomNum WHERE addNum = ?1"
}
