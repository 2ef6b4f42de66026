enum SenderStatements {
    /// Every grant. Columns: see `SenderRow`.
    static let list: StaticString = """
        SELECT sndNum, addLocalpart, domName, sndAddress, Sender.active
        FROM Sender JOIN Address ON addNum = sndNum JOIN Domain ON domNum = addDomNum
        ORDER BY domName, addLocalpart, sndAddress
        """
    /// The same for the grants of the login ?1, and those to send as the address ?2.
    static let touching: StaticString = """
        SELECT sndNum, addLocalpart, domName, sndAddress, Sender.active
        FROM Sender JOIN Address ON addNum = sndNum JOIN Domain ON domNum = addDomNum
        WHERE sndNum = ?1 OR sndAddress = ?2
        ORDER BY domName, addLocalpart, sndAddress
        """
    /// The same for the grants to send as an address that ends with ?1, an @ and a domain.
    static let ofDomain: StaticString = """
        SELECT sndNum, addLocalpart, domName, sndAddress, Sender.active
        FROM Sender JOIN Address ON addNum = sndNum JOIN Domain ON domNum = addDomNum
        WHERE substr(sndAddress, -length(?1)) = ?1
        ORDER BY domName, addLocalpart, sndAddress
        """

    /// 0 sndNum, 1 sndAddress, 2 active, 3 whether sndNum is in Address, of every row.
    static let all: StaticString = """
        SELECT sndNum, sndAddress, active, EXISTS (SELECT 1 FROM Address WHERE addNum = sndNum) FROM Sender
        ORDER BY sndNum, sndAddress
        """

    /// ?1 sndNum, ?2 sndAddress.
    static let insert: StaticString = "INSERT INTO Sender (sndNum, sndAddress) VALUES (?1, ?2)"
    /// ?1 the sndNum of a grant, ?2 its sndAddress, ?3 its new one. A grant that exists already is replaced.
    static let rename: StaticString =
        "UPDATE OR REPLACE Sender SET sndAddress = ?3 WHERE sndNum = ?1 AND sndAddress = ?2"
    /// ?1 sndNum, ?2 sndAddress.
    static let delete: StaticString = "DELETE FROM Sender WHERE sndNum = ?1 AND sndAddress = ?2"
}
