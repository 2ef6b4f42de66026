import Testing

/// A state of a recipient, and what Postfix says of it at RCPT.
struct RecipientCase: Sendable, CustomTestStringConvertible {
    /// The state in words; the domain's name is made of it.
    let name: String
    /// SQL literals; nil if there is no Domain row.
    var domain: String? = "1"
    var domClass = "842"
    /// A restriction class of the domain; an SQL literal.
    var domRcNum = "NULL"
    var rows: [Row] = [.address(), .mailbox()]
    var localpart = "user"
    let answer: RecipientAnswer
    /// What a client gets that neither is in mynetworks nor logged in, if that is another answer.
    var outsider: RecipientAnswer?

    /// A row for an address of the domain; `active` is an SQL literal.
    enum Row: Sendable {
        case address(_ localpart: String = "user", active: String = "1", rcNum: String = "NULL")
        case mailbox(_ localpart: String = "user", active: String = "1")
        /// To an address that exists; without a domain, one of this domain.
        case alias(_ localpart: String = "user", to: String, active: String = "1")
        case localAlias(_ localpart: String = "user", active: String = "1")
    }

    var domainName: String { name.map { $0 == " " ? "-" : String($0).lowercased() }.joined() + ".example" }
    var recipient: String { "\(localpart)@\(domainName)" }
    var testDescription: String { name }

    /// The statements that make it.
    var sql: String {
        guard let domain else { return "" }
        return rows.reduce(
            "INSERT INTO Domain (domName, active, domClass, domRcNum) "
                + "VALUES ('\(domainName)', \(domain), \(domClass), \(domRcNum));\n"
        ) { $0 + $1.sql(domainName) }
    }

    static let sql =
        "INSERT INTO RClass VALUES (50, 'closed'), (51, 'undefined');\n" + (targets + all).map(\.sql).joined()

    /// Where aliases lead.
    private static let targets = [
        RecipientCase(
            name: "targets",
            rows: [
                .address("live"), .mailbox("live"), .address("minus", active: "-1"), .mailbox("minus"),
                .address("off", active: "0"), .mailbox("off"), .address("garbage", active: "'x'"), .mailbox("garbage"),
                .address("closed"), .mailbox("closed", active: "0"), .address("bare"),
            ], answer: .unknown),
        RecipientCase(name: "dead targets", domain: "0", answer: .unknown),
        RecipientCase(
            name: "foreign", domClass: "0", rows: [.address(), .address("off", active: "0")], answer: .accepted),
        // After the others, because it needs them.
        RecipientCase(
            name: "further", domClass: "3", rows: [.address(), .alias(to: "live@targets.example")], answer: .accepted),
    ]

    static let all = mailboxes + catchalls + aliases + local + relay + classes

    static let mailboxes = [
        RecipientCase(name: "active", answer: .accepted),
        RecipientCase(name: "no domain", domain: nil, answer: .accepted, outsider: .relayDenied),
        RecipientCase(name: "foreign domain", domClass: "0", answer: .accepted, outsider: .relayDenied),
        RecipientCase(name: "no address", rows: [], answer: .unknown),
        RecipientCase(name: "no mailbox", rows: [.address()], answer: .unknown),
        RecipientCase(name: "mailbox 0", rows: [.address(), .mailbox(active: "0")], answer: .unknown),
        RecipientCase(name: "address 0", rows: [.address(active: "0"), .mailbox()], answer: .unknown),
        RecipientCase(name: "domain 0", domain: "0", answer: .unknown),
        RecipientCase(name: "mailbox minus 1", rows: [.address(), .mailbox(active: "-1")], answer: .accepted),
        RecipientCase(name: "address minus 1", rows: [.address(active: "-1"), .mailbox()], answer: .accepted),
        RecipientCase(name: "domain minus 1", domain: "-1", answer: .accepted),
        RecipientCase(name: "domain 7", domain: "7", answer: .accepted),
        RecipientCase(name: "mailbox minus 2", rows: [.address(), .mailbox(active: "-2")], answer: .accepted),
        RecipientCase(name: "domain null", domain: "NULL", answer: .deferred),
        RecipientCase(name: "address null", rows: [.address(active: "NULL"), .mailbox()], answer: .deferred),
        RecipientCase(name: "mailbox x", rows: [.address(), .mailbox(active: "'x'")], answer: .deferred),
        RecipientCase(name: "mailbox half", rows: [.address(), .mailbox(active: "0.5")], answer: .deferred),
        RecipientCase(
            name: "address minus 1 mailbox 0", rows: [.address(active: "-1"), .mailbox(active: "0")], answer: .unknown),
        RecipientCase(
            name: "address null mailbox minus 1", rows: [.address(active: "NULL"), .mailbox(active: "-1")],
            answer: .deferred),
        RecipientCase(
            name: "domain null mailbox 0", domain: "NULL", rows: [.address(), .mailbox(active: "0")], answer: .unknown),
        RecipientCase(
            name: "domain 0 mailbox null", domain: "0", rows: [.address(), .mailbox(active: "NULL")], answer: .unknown),
        RecipientCase(name: "uid of the system", domClass: "499", answer: .deferred),
        RecipientCase(name: "extension", localpart: "user+lists", answer: .accepted),
        // Quotes as a part of the name are no quotes around it.
        RecipientCase(name: "quotes around", localpart: #""user""#, answer: .accepted),
        RecipientCase(name: "quotes in the name", localpart: #""\"user\"""#, answer: .unknown),
        RecipientCase(
            name: "extension of its own", rows: [.address(), .mailbox(), .address("user+off", active: "0")],
            localpart: "user+off", answer: .unknown),
        RecipientCase(name: "upper case", localpart: "USER", answer: .accepted),
        RecipientCase(name: "quotes", localpart: #""user""#, answer: .accepted),
    ]

    private static let catchall: [Row] = [.address(""), .alias("", to: "live@targets.example")]

    static let catchalls = [
        RecipientCase(name: "catchall", rows: catchall, localpart: "anybody", answer: .accepted),
        RecipientCase(name: "catchall with an extension", rows: catchall, localpart: "any+body", answer: .accepted),
        RecipientCase(
            name: "catchall beside a mailbox", rows: catchall + [.address(), .mailbox()], answer: .accepted),
        RecipientCase(
            name: "catchall beside address 0", rows: catchall + [.address(active: "0"), .mailbox()], answer: .unknown),
        RecipientCase(
            name: "catchall beside mailbox 0", rows: catchall + [.address(), .mailbox(active: "0")], answer: .unknown),
        RecipientCase(
            name: "catchall 0", rows: [.address("", active: "0"), .alias("", to: "live@targets.example")],
            localpart: "anybody", answer: .unknown),
        RecipientCase(
            name: "catchall to a dead target", rows: [.address(""), .alias("", to: "off@targets.example")],
            localpart: "anybody", answer: .unknown),
        RecipientCase(name: "catchall domain 0", domain: "0", rows: catchall, localpart: "anybody", answer: .unknown),
    ]

    /// An alias with these targets, in a virtual alias domain.
    private static func alias(_ name: String, to targets: String..., answer: RecipientAnswer) -> RecipientCase {
        RecipientCase(
            name: name, domClass: "3", rows: [.address()] + targets.map { .alias(to: $0) }, answer: answer)
    }

    static let aliases = [
        alias("alias", to: "live@targets.example", answer: .accepted),
        alias("alias of minus 1", to: "minus@targets.example", answer: .accepted),
        alias("alias of address 0", to: "off@targets.example", answer: .unknown),
        alias("alias of mailbox 0", to: "closed@targets.example", answer: .unknown),
        alias("alias of no mailbox", to: "bare@targets.example", answer: .unknown),
        alias("alias of domain 0", to: "user@dead-targets.example", answer: .unknown),
        alias("alias of garbage", to: "garbage@targets.example", answer: .deferred),
        alias("alias of one that is off", to: "live@targets.example", "off@targets.example", answer: .accepted),
        alias("alias of elsewhere", to: "user@foreign.example", answer: .accepted),
        alias("alias of elsewhere 0", to: "off@foreign.example", answer: .unknown),
        alias("alias of an alias", to: "user@further.example", answer: .accepted),
        alias("alias loop", to: "user", answer: .unknown),
        alias("alias of nothing", answer: .unknown),
        RecipientCase(
            name: "alias domain 0", domain: "0", domClass: "3", rows: [.address(), .alias(to: "live@targets.example")],
            answer: .unknown),
        RecipientCase(
            name: "alias row 0", domClass: "3",
            rows: [.address(), .alias(to: "live@targets.example", active: "0")], answer: .unknown),
        RecipientCase(
            name: "alias row minus 1", domClass: "3",
            rows: [.address(), .alias(to: "live@targets.example", active: "-1")], answer: .accepted),
        RecipientCase(
            name: "alias row null", domClass: "3",
            rows: [.address(), .alias(to: "live@targets.example", active: "NULL")], answer: .deferred),
        RecipientCase(
            name: "alias address 0", domClass: "3",
            rows: [.address(active: "0"), .alias(to: "live@targets.example")], answer: .unknown),
        RecipientCase(
            name: "alias address minus 1", domClass: "3",
            rows: [.address(active: "-1"), .alias(to: "live@targets.example")], answer: .accepted),
        RecipientCase(
            name: "alias with mailbox 0",
            rows: [.address(), .mailbox(active: "0"), .alias(to: "live@targets.example")], answer: .accepted),
        RecipientCase(
            name: "mailbox with a dead alias",
            rows: [.address(), .mailbox(), .alias(to: "off@targets.example")], answer: .accepted),
        RecipientCase(
            name: "alias and extension", domClass: "3", rows: [.address(), .alias(to: "live@targets.example")],
            localpart: "user+lists", answer: .accepted),
    ]

    static let local = [
        RecipientCase(name: "local", domClass: "1", rows: [.address()], answer: .accepted),
        RecipientCase(name: "local 0", domClass: "1", rows: [.address(active: "0")], answer: .unknown),
        RecipientCase(name: "local minus 1", domClass: "1", rows: [.address(active: "-1")], answer: .accepted),
        RecipientCase(name: "local null", domClass: "1", rows: [.address(active: "NULL")], answer: .deferred),
        RecipientCase(name: "local none", domClass: "1", rows: [], answer: .unknown),
        RecipientCase(name: "local domain 0", domain: "0", domClass: "1", rows: [.address()], answer: .unknown),
        RecipientCase(
            name: "local alias", domClass: "1", rows: [.address(), .localAlias(), .localAlias(active: "0")],
            answer: .accepted),
        RecipientCase(
            name: "local alias 0", domClass: "1", rows: [.address(), .localAlias(active: "0")], answer: .unknown),
        RecipientCase(
            name: "local alias null", domClass: "1", rows: [.address(), .localAlias(active: "NULL")],
            answer: .deferred),
    ]

    static let relay = [
        RecipientCase(name: "relay", domClass: "2", rows: [.address()], answer: .accepted),
        RecipientCase(name: "relay 0", domClass: "2", rows: [.address(active: "0")], answer: .unknown),
        RecipientCase(name: "relay x", domClass: "2", rows: [.address(active: "'x'")], answer: .deferred),
        RecipientCase(name: "relay none", domClass: "2", rows: [], answer: .unknown),
        RecipientCase(name: "relay domain 0", domain: "0", domClass: "2", rows: [.address()], answer: .unknown),
        RecipientCase(
            name: "relay catchall", domClass: "2", rows: [.address("")], localpart: "anybody", answer: .accepted),
        RecipientCase(
            name: "relay catchall beside 0", domClass: "2", rows: [.address(""), .address(active: "0")],
            answer: .unknown),
    ]

    /// Restriction classes, which hold for mail from outside.
    static let classes = [
        RecipientCase(
            name: "closed", rows: [.address(rcNum: "50"), .mailbox()], answer: .accepted, outsider: .closed),
        RecipientCase(name: "closed domain", domRcNum: "50", answer: .accepted, outsider: .closed),
        RecipientCase(
            name: "closed catchall", domRcNum: "50", rows: catchall, localpart: "anybody", answer: .accepted,
            outsider: .closed),
        RecipientCase(
            name: "undefined", rows: [.address(rcNum: "51"), .mailbox()], answer: .accepted, outsider: .undefinedClass),
    ]
}

extension RecipientCase.Row {
    fileprivate func sql(_ domain: String) -> String {
        func number(_ address: String) -> String {
            let parts = address.split(separator: "@", omittingEmptySubsequences: false)
            let name = parts.count == 2 ? parts[1] : domain[...]
            return "(SELECT addNum FROM Address JOIN Domain ON domNum = addDomNum "
                + "WHERE addLocalpart = '\(parts[0])' AND domName = '\(name)')"
        }
        return switch self {
        case .address(let localpart, let active, let rcNum):
            "INSERT INTO Address (addLocalpart, addDomNum, active, addRcNum) "
                + "SELECT '\(localpart)', domNum, \(active), \(rcNum) FROM Domain WHERE domName = '\(domain)';\n"
        case .mailbox(let localpart, let active):
            "INSERT INTO VMailbox VALUES (\(number(localpart)), \(active), '{PLAIN}hunter2');\n"
        case .alias(let localpart, let target, let active):
            "INSERT INTO VAlias VALUES (\(number(localpart)), \(number(target)), \(active));\n"
        case .localAlias(let localpart, let active):
            "INSERT INTO Alias VALUES (\(number(localpart)), '/dev/null', \(active));\n"
        }
    }
}
