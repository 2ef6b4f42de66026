import Testing

/// A state of an account, and what must come of it whichever way Dovecot asks.
struct AccountCase: Sendable, CustomTestStringConvertible {
    /// The state in words; the domain's name is made of it, and the account is `user` in that domain.
    let name: String
    /// SQL literals.
    var domain = "1"
    var address = "1"
    var mailbox = "1"
    var vmPasswd = "'{PLAIN}hunter2'"
    var domClass = "842"
    var localpart = "user"
    var rows = Rows.mailbox
    /// What the client sends.
    var password = "hunter2"
    var loginName: String?
    var recipient: String?

    let login: LoginAnswer
    let delivery: DeliveryAnswer
    var listed: Bool { delivery == .found }

    enum Rows: Sendable { case none, domain, address, mailbox }

    var domainName: String { name.map { $0 == " " ? "-" : String($0).lowercased() }.joined() + ".example" }
    var user: String { "\(localpart)@\(domainName)" }
    var testDescription: String { name }

    /// The statements that make the account.
    var sql: String {
        guard rows != .none else { return "" }
        var statements = """
            INSERT INTO Domain (domName, active, domClass) VALUES ('\(domainName)', \(domain), \(domClass));

            """
        guard rows != .domain else { return statements }
        statements += """
            INSERT INTO Address (addLocalpart, addDomNum, active)
                SELECT '\(localpart)', domNum, \(address) FROM Domain WHERE domName = '\(domainName)';

            """
        guard rows != .address else { return statements }
        return statements + """
            INSERT INTO VMailbox (vmNum, active, vmPasswd)
                SELECT addNum, \(mailbox), \(vmPasswd) FROM Address JOIN Domain ON addDomNum = domNum
                WHERE domName = '\(domainName)';

            """
    }

    static let sql = all.map(\.sql).joined()

    static let all: [AccountCase] = policy + passwords + names

    /// The table of DESIGN: what `active` means.
    static let policy = [
        AccountCase(name: "active", login: .allowed, delivery: .found),
        AccountCase(name: "no domain", rows: .none, login: .denied, delivery: .unknown),
        AccountCase(name: "no address", rows: .domain, login: .denied, delivery: .unknown),
        AccountCase(name: "no mailbox", rows: .address, login: .denied, delivery: .unknown),
        AccountCase(name: "mailbox 0", mailbox: "0", login: .denied, delivery: .unknown),
        AccountCase(name: "address 0", address: "0", login: .denied, delivery: .unknown),
        AccountCase(name: "mailbox minus 1", mailbox: "-1", login: .denied, delivery: .found),
        AccountCase(name: "address minus 1", address: "-1", login: .denied, delivery: .found),
        AccountCase(name: "domain minus 1", domain: "-1", login: .denied, delivery: .found),
        AccountCase(name: "both minus 1", address: "-1", mailbox: "-1", login: .denied, delivery: .found),
        AccountCase(name: "domain 0", domain: "0", login: .allowed, delivery: .found),
        AccountCase(name: "domain 0 mailbox 0", domain: "0", mailbox: "0", login: .denied, delivery: .unknown),
        AccountCase(name: "domain 0 address minus 1", domain: "0", address: "-1", login: .denied, delivery: .found),
        AccountCase(name: "domain 7", domain: "7", login: .allowed, delivery: .found),
        AccountCase(name: "address 7", address: "7", login: .allowed, delivery: .found),
        AccountCase(name: "mailbox 7", mailbox: "7", login: .allowed, delivery: .found),
        AccountCase(name: "mailbox minus 2", mailbox: "-2", login: .allowed, delivery: .found),
        AccountCase(name: "domain null", domain: "NULL", login: .unavailable, delivery: .deferred),
        AccountCase(name: "address null", address: "NULL", login: .unavailable, delivery: .deferred),
        AccountCase(name: "mailbox null", mailbox: "NULL", login: .unavailable, delivery: .deferred),
        AccountCase(name: "domain x", domain: "'x'", login: .unavailable, delivery: .deferred),
        AccountCase(name: "address x", address: "'x'", login: .unavailable, delivery: .deferred),
        AccountCase(name: "mailbox x", mailbox: "'x'", login: .unavailable, delivery: .deferred),
        AccountCase(name: "mailbox half", mailbox: "0.5", login: .unavailable, delivery: .deferred),
        AccountCase(name: "address minus 1 mailbox 0", address: "-1", mailbox: "0", login: .denied, delivery: .unknown),
        AccountCase(name: "address 0 mailbox minus 1", address: "0", mailbox: "-1", login: .denied, delivery: .unknown),
        AccountCase(
            name: "address null mailbox minus 1", address: "NULL", mailbox: "-1", login: .denied,
            delivery: .deferred),
        AccountCase(name: "domain null mailbox 0", domain: "NULL", mailbox: "0", login: .denied, delivery: .unknown),
        AccountCase(
            name: "domain null address only", domain: "NULL", rows: .address, login: .denied, delivery: .unknown),
        // A mistake in the data, which waits until it is put right.
        AccountCase(name: "class of local domains", domClass: "1", login: .unavailable, delivery: .deferred),
    ]

    // Hashes of hunter2.
    private static let sha512 =
        "{SHA512-CRYPT}$6$5u5vaDBxWsp4qdLR$Gr17NVyPn24Ea.SOIwHFa9APOE"
        + "jJnIwApNRH87Dlq0/8L88sQ31xhMCrmLsB.SdwguLWel/wA8wYLDFyUNRZ90"
    private static let bcrypt = "{BLF-CRYPT}$2y$05$IzO2HOSS0X4CIJRElxARguzn3wwbV.5cPkg0ATnXolSwNEcC75Vsm"
    private static let yescrypt = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$PmNgGTLMFjJn.URBv11CpTEm5RwlKtPjRtztKe6.b33"

    static let passwords = [
        AccountCase(name: "wrong password", password: "hunter3", login: .denied, delivery: .found),
        AccountCase(name: "password too short", password: "hunter", login: .denied, delivery: .found),
        AccountCase(name: "password null", vmPasswd: "NULL", login: .denied, delivery: .found),
        AccountCase(name: "password unset", vmPasswd: "''", login: .denied, delivery: .found),
        AccountCase(name: "password locked", vmPasswd: "'{CRYPT}!'", login: .denied, delivery: .found),
        AccountCase(name: "sha512 crypt", vmPasswd: "'\(sha512)'", login: .allowed, delivery: .found),
        AccountCase(name: "bcrypt", vmPasswd: "'\(bcrypt)'", login: .allowed, delivery: .found),
        AccountCase(name: "yescrypt without a scheme", vmPasswd: "'\(yescrypt)'", login: .allowed, delivery: .found),
        AccountCase(
            name: "bcrypt wrong", vmPasswd: "'\(bcrypt)'", password: "hunter3", login: .denied, delivery: .found),
        AccountCase(
            name: "spaces in the password", vmPasswd: "'{PLAIN} two  words '", password: " two  words ",
            login: .allowed, delivery: .found),
        AccountCase(
            name: "umlaut in the password", vmPasswd: "'{PLAIN}grün'", password: "grün", login: .allowed,
            delivery: .found),
    ]

    static let names = [
        AccountCase(
            name: "upper case", loginName: "USER@Upper-Case.EXAMPLE", recipient: "User@UPPER-case.example",
            login: .allowed, delivery: .found),
        AccountCase(
            name: "plus address", recipient: "user+lists@plus-address.example", login: .allowed,
            delivery: .found),
        AccountCase(name: "catchall", localpart: "", login: .denied, delivery: .unknown),
    ]
}
