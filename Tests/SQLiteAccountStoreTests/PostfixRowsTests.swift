import AccountStore
import TestSupport
import Testing

@testable import SQLiteAccountStore

@Suite struct PostfixRowsTests {
    static let example = """
        INSERT INTO Transport (tpNum, tpTransport, tpNexthop, tpMx, tpPort) VALUES (7, 'smtp', 'mx.example', 0, 25);
        INSERT INTO RClass VALUES (20, 'moderate');
        INSERT INTO Domain (domNum, domName, domClass, domTpNum, domRcNum) VALUES (1, 'd', 842, 7, 20), (2, 'e', 3, NULL, NULL);
        INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'u', 1), (2, '', 1), (3, 'u+x', 1), (4, 'a', 2), (5, 'u', 2);
        INSERT INTO VMailbox (vmNum) VALUES (1);
        """

    private let database: TemporaryDatabase
    private let store: SQLiteAccountStore

    init() throws {
        database = try TemporaryDatabase(Self.example)
        store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
    }

    @Test(
        arguments: [
            (["u+x", "u", ""], "d", 3), (["u+y", "u", ""], "d", 1), (["v", ""], "d", 2), (["v"], "d", nil),
            ([], "d", nil),
            (["v", ""], "e", nil), (["u"], "e", 5), (["u"], "nowhere", nil), (["U"], "d", nil),
        ] as [([String], String, Int64?)])
    func theLongestLocalpartThatHasARow(localparts: [String], domain: String, root: Int64?) throws {
        try database.execute("UPDATE Address SET addRcNum = 20, addTpNum = CASE addNum WHEN 5 THEN 99 END;")
        let rows = try store.recipient(localparts: localparts, domain: domain)
        #expect(rows.root == root && rows.isComplete)
        #expect(rows.addresses.keys.sorted() == root.map { [$0] } ?? [])
        let route = try store.route(localparts: localparts, domain: domain)
        #expect((route.domain != nil) == (domain != "nowhere"))
        #expect((route.address != nil) == (root != nil))
        if root == 5 { #expect(route.address?.transport == .missing) }
    }

    @Test func whatDomainAndAddressReferTo() throws {
        let route = try store.route(localparts: ["u"], domain: "d")
        let transport = RouteRows.Transport(
            number: 7, active: .integer(1), transport: .text("smtp"), nexthop: .text("mx.example"), mx: .integer(0),
            port: .integer(25))
        #expect(
            route.domain
                == .init(transport: .row(transport), restrictionClass: .row(.init(number: 20, name: .text("moderate"))))
        )
        #expect(route.address == .init(transport: .null, restrictionClass: .null))
        try database.execute(
            """
            UPDATE Transport SET tpNexthop = x'00', tpMx = NULL, tpPort = 0.5, active = 'x';
            UPDATE RClass SET rcName = x'ff';
            UPDATE Address SET addTpNum = 7, addRcNum = 20 WHERE addNum = 1;
            PRAGMA foreign_keys = OFF; UPDATE Domain SET domTpNum = 8, domRcNum = 'x' WHERE domNum = 1;
            """)
        let changed = try store.route(localparts: ["u"], domain: "d")
        #expect(changed.domain == .init(transport: .missing, restrictionClass: .missing))
        let bad = RouteRows.Transport(
            number: 7, active: .notAnInteger, transport: .text("smtp"), nexthop: .other, mx: .null, port: .other)
        #expect(changed.address == .init(transport: .row(bad), restrictionClass: .row(.init(number: 20, name: .other))))
    }

    @Test func allThatAliasesLeadTo() throws {
        try database.execute(
            """
            PRAGMA foreign_keys = OFF;
            INSERT INTO VAlias (vaNum, vaTargetNum, active) VALUES (4, 1, 1), (4, 5, 0), (5, 3, NULL), (3, 4, -1), (4, 77, 1), (2, 1, 1);
            INSERT INTO Alias (aliasNum, aliasTarget, active) VALUES (4, 'x', 1), (4, 'y', 1), (4, 'z', 0), (1, 'x', NULL);
            """)
        let rows = try store.recipient(localparts: ["a"], domain: "e")
        #expect(rows.root == 4)
        #expect(rows.addresses.keys.sorted() == [1, 3, 4, 5])
        let root = try #require(rows.addresses[4])
        #expect(root.localpart == Array("a".utf8) && root.domainName == Array("e".utf8))
        #expect(root.domain == .init(active: .integer(1), domClass: 3))
        #expect(root.active == .integer(1) && root.mailbox == nil)
        #expect(
            root.targets.sorted { ($0.number ?? 0) < ($1.number ?? 0) } == [
                .init(number: 1, active: .integer(1)), .init(number: 5, active: .integer(0)),
                .init(number: 77, active: .integer(1)),
            ])
        #expect(Set(root.localAliases.map { "\($0)" }) == ["integer(1)", "integer(0)"])
        #expect(rows.addresses[1]?.mailbox == .integer(1))
        #expect(rows.addresses[1]?.localAliases == [.null])
        #expect(rows.addresses[5]?.targets == [.init(number: 3, active: .null)])
        #expect(rows.addresses[3]?.targets == [.init(number: 4, active: .integer(-1))])
    }

    @Test func aLimitOfRows() throws {
        try database.execute("INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (4, 1), (4, 5), (5, 3);")
        // One for each mapping, and one for each address without.
        for limit in 1...6 {
            #expect(
                try store.recipient(localparts: ["a"], domain: "e", limit: limit).isComplete == (limit >= 5), "\(limit)"
            )
        }
    }

    @Test func namesThatAreNotTextAndRowsWithoutADomain() throws {
        try database.execute(
            """
            PRAGMA foreign_keys = OFF;
            INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES (8, x'ff', 1, 'x'), (9, 'lost', 99, 1);
            INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (4, 8), (4, 9), (4, 'x');
            """)
        let rows = try store.recipient(localparts: ["a"], domain: "e")
        #expect(rows.addresses[8]?.localpart == nil && rows.addresses[8]?.active == .notAnInteger)
        #expect(rows.addresses[9]?.domain == nil && rows.addresses[9]?.domainName == nil)
        #expect(rows.addresses[4]?.targets.contains(.init(number: nil, active: .integer(1))) == true)
    }

    @Test func twoRowsForOneNameAreAnError() throws {
        let tables = try TemporaryDatabase.schema
            .replacingOccurrences(of: "UNIQUE (addLocalpart, addDomNum)", with: "CHECK (1)")
        let database = try TemporaryDatabase(schema: false, tables + Self.example)
        try database.execute("INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (9, 'u', 1)")
        let store = SQLiteAccountStore(path: database.path, busyTimeout: 0)
        #expect(
            kind { () throws(StoreError) in _ = try store.recipient(localparts: ["u", ""], domain: "d") }
                == .wrongSchema)
        #expect(
            kind { () throws(StoreError) in _ = try store.route(localparts: ["u", ""], domain: "d") } == .wrongSchema)
        #expect(
            kind { () throws(StoreError) in _ = try store.recipient(localparts: ["u+x", "u"], domain: "d") } == nil)
    }

    @Test func aNameIsBoundAndNeverPasted() throws {
        #expect(try store.recipient(localparts: ["x' OR '1'='1"], domain: "d").root == nil)
        #expect(try store.route(localparts: ["_"], domain: "%").domain == nil)
    }

    @Test func aChangeIsSeenByTheNextQuestion() throws {
        for active in [0, 1, -1] {
            try database.execute("UPDATE Address SET active = \(active); UPDATE Transport SET active = \(active)")
            #expect(try store.recipient(localparts: ["u"], domain: "d").addresses[1]?.active == .integer(Int64(active)))
            guard case .row(let transport)? = try store.route(localparts: [], domain: "d").domain?.transport else {
                Issue.record("no transport")
                return
            }
            #expect(transport.active == .integer(Int64(active)))
        }
    }

    @Test func aLockIsAnErrorAndPasses() throws {
        try database.execute(TemporaryDatabase.senderTable)
        let writer = try database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        #expect(kind { () throws(StoreError) in _ = try store.recipient(localparts: ["u"], domain: "d") } == .locked)
        #expect(kind { () throws(StoreError) in _ = try store.route(localparts: ["u"], domain: "d") } == .locked)
        #expect(kind { () throws(StoreError) in _ = try store.senderGrants(addresses: ["u@d"]) } == .locked)
        try writer.execute("COMMIT")
        #expect(try store.recipient(localparts: ["u"], domain: "d").root == 1)
        #expect(try store.senderGrants(addresses: ["u@d"]) == SenderGrants())
    }
}
