/// The statements of an import, each run once an account.
enum ImportStatements {
    /// 0 domNum, 1 domClass of the domain ?1.
    static let domain: StaticString = "SELECT domNum, domClass FROM Domain WHERE domName = ?1"
    /// 0 addNum, 1 whether it has a mailbox, of ?1 addLocalpart in ?2 addDomNum.
    static let address: StaticString = """
        SELECT addNum, vmNum IS NOT NULL FROM Address LEFT JOIN VMailbox ON vmNum = addNum
        WHERE addLocalpart = ?1 AND addDomNum = ?2
        """
    /// ?1 addLocalpart, ?2 addDomNum, ?3 active or NULL for its default, ?4 addTpNum, ?5 addRcNum.
    static let insertAddress: StaticString = """
        INSERT INTO Address (addLocalpart, addDomNum, active, addTpNum, addRcNum)
        VALUES (?1, ?2, coalesce(?3, 1), ?4, ?5)
        """
    /// ?1 addNum, and what is to change: ?2 active, ?3 addTpNum, ?4 addRcNum, NULL where nothing is.
    static let updateAddress: StaticString = """
        UPDATE Address SET active = coalesce(?2, active), addTpNum = coalesce(?3, addTpNum), addRcNum = coalesce(?4, addRcNum)
        WHERE addNum = ?1
        """
    /// ?1 vmNum, ?2 active or NULL for its default, ?3 vmPasswd.
    static let insertMailbox: StaticString =
        "INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES (?1, coalesce(?2, 1), ?3)"
    /// ?1 sndNum, ?2 sndAddress.
    static let insertSender: StaticString = """
        INSERT INTO Sender (sndNum, sndAddress) VALUES (?1, ?2) ON CONFLICT (sndAddress, sndNum) DO UPDATE SET active = 1
        """
}
