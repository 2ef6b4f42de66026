/// The statements of `explain`. They give it rows to show; its verdict comes from the policy, as the servers' does.
enum ExplainStatements {
    /// 0 domNum, 1 active, 2 domClass, 3 domSysUser, 4 domTpNum, 5 Transport as Postfix writes it, 6 Transport.active,
    /// 7 domRcNum, 8 rcName. ?1 is the domain.
    static let domain: StaticString = """
        SELECT domNum, Domain.active, domClass, domSysUser, domTpNum,
            coalesce(tpTransport, '') || ':' || CASE tpMx WHEN 0 THEN '[' || tpNexthop || ']' ELSE tpNexthop END
                || coalesce(':' || tpPort, ''),
            Transport.active, domRcNum, rcName
        FROM Domain LEFT JOIN Transport ON tpNum = domTpNum LEFT JOIN RClass ON rcNum = domRcNum
        WHERE domName = ?1
        """

    /// 0 addNum, 1 active, 2 addTpNum, 3 Transport, 4 Transport.active, 5 addRcNum, 6 rcName. ?1 localpart, ?2 domNum.
    static let address: StaticString = """
        SELECT addNum, Address.active, addTpNum,
            coalesce(tpTransport, '') || ':' || CASE tpMx WHEN 0 THEN '[' || tpNexthop || ']' ELSE tpNexthop END
                || coalesce(':' || tpPort, ''),
            Transport.active, addRcNum, rcName
        FROM Address LEFT JOIN Transport ON tpNum = addTpNum LEFT JOIN RClass ON rcNum = addRcNum
        WHERE addLocalpart = ?1 AND addDomNum = ?2
        """

    /// 0 active of the VMailbox ?1.
    static let mailbox: StaticString = "SELECT active FROM VMailbox WHERE vmNum = ?1"

    /// 0 the target's name, 1 active, of what ?1 is an alias for.
    static let targets: StaticString = """
        SELECT addLocalpart || '@' || domName, VAlias.active
        FROM VAlias JOIN Address ON addNum = vaTargetNum JOIN Domain ON domNum = addDomNum
        WHERE vaNum = ?1 ORDER BY domName, addLocalpart
        """

    /// 0 the alias's name, 1 active, of what is an alias for ?1.
    static let aliases: StaticString = """
        SELECT addLocalpart || '@' || domName, VAlias.active
        FROM VAlias JOIN Address ON addNum = vaNum JOIN Domain ON domNum = addDomNum
        WHERE vaTargetNum = ?1 ORDER BY domName, addLocalpart
        """

    /// 0 aliasTarget, 1 active, of the local(8) aliases of ?1.
    static let localAliases: StaticString =
        "SELECT aliasTarget, active FROM Alias WHERE aliasNum = ?1 ORDER BY aliasTarget"

    /// 0 the name as it is stored, of what ?1 (localpart) @ ?2 (domain) would match regardless of case.
    static let misspelt: StaticString = """
        SELECT addLocalpart || '@' || domName
        FROM Address JOIN Domain ON domNum = addDomNum
        WHERE lower(addLocalpart) = ?1 AND lower(domName) = ?2 AND NOT (addLocalpart = ?1 AND domName = ?2)
        ORDER BY domName, addLocalpart
        """
}
