enum TransportStatements {
    /// All, or the one of number ?1, or those of nexthop ?2. Columns: see `TransportRow`.
    static let select: StaticString = """
        SELECT tpNum, active, tpTransport, tpNexthop, tpMx, tpPort FROM Transport
        WHERE (?1 IS NULL OR tpNum = ?1) AND (?2 IS NULL OR tpNexthop = ?2)
        ORDER BY tpNum
        """

    /// ?1 tpTransport, ?2 tpNexthop, ?3 tpMx, ?4 tpPort. UNIQUE does not see two NULLs as the same: this does.
    static let number: StaticString = """
        SELECT tpNum FROM Transport WHERE tpTransport IS ?1 AND tpNexthop IS ?2 AND tpMx IS ?3 AND tpPort IS ?4
        """

    /// ?1 tpTransport, ?2 tpNexthop, ?3 tpMx, ?4 tpPort.
    static let insert: StaticString =
        "INSERT INTO Transport (tpTransport, tpNexthop, tpMx, tpPort) VALUES (?1, ?2, ?3, ?4)"

    /// ?1 tpNum.
    static let delete: StaticString = "DELETE FROM Transport WHERE tpNum = ?1"

    /// ?1 domNum.
    static let clearDomain: StaticString = "UPDATE Domain SET domTpNum = NULL WHERE domNum = ?1"
    /// ?1 addNum.
    static let clearAddress: StaticString = "UPDATE Address SET addTpNum = NULL WHERE addNum = ?1"
}
