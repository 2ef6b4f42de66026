enum RestoreStatements {
    /// 0 domName of every domain.
    static let domains: StaticString = "SELECT domName FROM Domain ORDER BY domName"
    /// 0 the name of every account, 1 Domain.active, 2 Address.active, 3 VMailbox.active, 4 vmPasswd.
    static let accounts: StaticString = """
        SELECT addLocalpart || '@' || domName, Domain.active, Address.active, VMailbox.active, vmPasswd
        FROM VMailbox JOIN Address ON addNum = vmNum JOIN Domain ON domNum = addDomNum
        ORDER BY domName, addLocalpart
        """
    /// 0 the page size in bytes.
    static let pageSize: StaticString = "PRAGMA page_size"
    /// Rewrites the database, with the page size that was set before.
    static let vacuum: StaticString = "VACUUM"

    /// Sets the page size that the next VACUUM gives the database. A pragma takes no parameter; these are all sizes that there are
    /// (sqlite.org/pragma.html#pragma_page_size).
    static func setPageSize(_ size: Int64) -> StaticString {
        switch size {
        case 512: "PRAGMA page_size = 512"
        case 1024: "PRAGMA page_size = 1024"
        case 2048: "PRAGMA page_size = 2048"
        case 8192: "PRAGMA page_size = 8192"
        case 16384: "PRAGMA page_size = 16384"
        case 32768: "PRAGMA page_size = 32768"
        case 65536: "PRAGMA page_size = 65536"
        default: "PRAGMA page_size = 4096"
        }
    }
}
