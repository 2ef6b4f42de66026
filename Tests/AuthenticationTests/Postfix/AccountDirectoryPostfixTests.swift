import AccountStore
import Foundation
import TestSupport
import Testing

@testable import Authentication

@Suite struct AccountDirectoryPostfixTests {
    /// Domains of every class, beside the mailbox `u@d.example`, number 1.
    private static let example = """
        INSERT INTO Transport (tpNum, tpTransport, tpNexthop) VALUES (1, 'smtp', 'mx.example'), (2, 'lmtp', 'unix:x');
        INSERT INTO RClass VALUES (5, 'strict'), (20, 'moderate');
        UPDATE Domain SET domRcNum = 20 WHERE domNum = 1;
        INSERT INTO Domain (domNum, domName, domClass, active, domTpNum, domRcNum) VALUES
            (2, 'host.example', 1, 1, NULL, NULL), (3, 'relay.example', 2, 1, 1, 20), (4, 'alias.example', 3, 1, NULL, NULL),
            (5, 'foreign.example', 0, 1, NULL, NULL), (6, 'off.example', 842, 0, NULL, NULL), (7, 'bad.example', 42, 1, NULL, NULL);
        INSERT INTO Address (addNum, addLocalpart, addDomNum, active, addTpNum, addRcNum) VALUES
            (10, 'sales', 1, 1, NULL, NULL), (11, 'closed', 1, 0, NULL, 5), (12, '', 1, 1, NULL, NULL), (13, 'u+own', 1, 1, 2, 5),
            (14, 'root', 2, 1, NULL, NULL), (15, 'r', 3, 1, 2, NULL), (16, '', 4, 1, NULL, NULL), (17, 'f', 5, 1, NULL, NULL),
            (18, 'v', 6, 1, NULL, NULL), (19, 'x', 7, 1, NULL, NULL), (20, 'dead', 1, 1, NULL, NULL), (21, 'a,b', 3, 1, NULL, NULL);
        INSERT INTO VMailbox (vmNum) VALUES (11), (18);
        INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (10, 1), (10, 17), (12, 1), (13, 17), (16, 1), (20, 11);
        \(TemporaryDatabase.senderTable)
        INSERT INTO Sender (sndNum, sndAddress, active) VALUES
            (1, 'sales@d.example', 1), (1, '@granted.example', 1), (14, 'boss@granted.example', 1), (1, 'r@relay.example', 0);
        """

    private func accounts() throws -> Accounts { try Accounts(Self.example) { $0.myhostname = "host.example" } }

    @Test(
        arguments: [
            (PostfixMap.mydestination, "HOST.example", "domain"), (.mydestination, "d.example", nil),
            (.mydestination, "nowhere.example", nil),
            (.relayDomains, "relay.example", "domain"), (.virtualAliasDomains, "alias.example", "domain"),
            (.virtualMailboxDomains, "d.example", "domain"), (.virtualMailboxDomains, "off.example", "domain"),
            (.virtualMailboxDomains, "foreign.example", nil), (.mydestination, "", nil),
            (.mydestination, "u@host.example", nil),
            (.localRecipientMaps, "root@host.example", "recipient"),
            (.localRecipientMaps, "Root+x@HOST.example", "recipient"),
            (.localRecipientMaps, "root", "recipient"), (.localRecipientMaps, "nobody@host.example", nil),
            (.localRecipientMaps, "r@relay.example", nil), (.relayRecipientMaps, "r@relay.example", "recipient"),
            (.relayRecipientMaps, "\"a,b\"@relay.example", "recipient"),
            (.relayRecipientMaps, "a,b@relay.example", "recipient"),
            (.relayRecipientMaps, "nobody@relay.example", nil),
            (.virtualMailboxMaps, "u@d.example", "recipient"), (.virtualMailboxMaps, "U+News@d.example", "recipient"),
            (.virtualMailboxMaps, "closed@d.example", nil), (.virtualMailboxMaps, "closed+x@d.example", nil),
            (.virtualMailboxMaps, "dead@d.example", nil), (.virtualMailboxMaps, "v@off.example", nil),
            (.virtualMailboxMaps, "@d.example", nil), (.virtualMailboxMaps, "\"\"@d.example", nil),
            (.virtualMailboxMaps, "nobody@nowhere.example", nil), (.virtualMailboxMaps, "nobody", nil),
            (.virtualAliasMaps, "sales@d.example", "u@d.example,f@foreign.example"),
            (.virtualAliasMaps, "Sales+2026@d.example", "u+2026@d.example,f+2026@foreign.example"),
            (.virtualAliasMaps, "u+own@d.example", "f@foreign.example"), (.virtualAliasMaps, "u@d.example", nil),
            (.virtualAliasMaps, "u+x@d.example", nil), (.virtualAliasMaps, "nobody+x@d.example", "u@d.example"),
            (.virtualAliasMaps, "closed@d.example", nil), (.virtualAliasMaps, "dead@d.example", nil),
            (.virtualAliasMaps, "@d.example", nil),
            (.virtualAliasMaps, "\"\"@d.example", nil), (.virtualAliasMaps, "any@alias.example", "u@d.example"),
            (.virtualAliasMaps, "f@foreign.example", nil),
            (.transportMaps, "*", nil), (.transportMaps, "u@d.example", nil),
            (.transportMaps, "u+own@d.example", "lmtp:unix:x"),
            (.transportMaps, "r@relay.example", "lmtp:unix:x"), (.transportMaps, "r+x@relay.example", "lmtp:unix:x"),
            (.transportMaps, "nobody@Relay.example", "smtp:mx.example"),
            (.transportMaps, "relay.example", "smtp:mx.example"),
            (.transportMaps, "@relay.example", "smtp:mx.example"), (.transportMaps, "nowhere.example", nil),
            (.checkRecipientAccess, "u@d.example", "RC20-moderate"),
            (.checkRecipientAccess, "u+own@d.example", "RC5-strict"),
            (.checkRecipientAccess, "nobody@d.example", "RC20-moderate"),
            (.checkRecipientAccess, "r@relay.example", "RC20-moderate"),
            (.checkRecipientAccess, "root@host.example", nil), (.checkRecipientAccess, "u@nowhere.example", nil),
            (.senderLoginMaps, "u@d.example", "u@d.example"), (.senderLoginMaps, "U+x@d.example", "u@d.example"),
            (.senderLoginMaps, "sales@d.example", "u@d.example"),
            (.senderLoginMaps, "closed@d.example", "closed@d.example"),
            (.senderLoginMaps, "nobody@d.example", "u@d.example"), (.senderLoginMaps, "root@host.example", "root"),
            (.senderLoginMaps, "boss@granted.example", "u@d.example,root"),
            (.senderLoginMaps, "Any+x@granted.example", "u@d.example"),
            (.senderLoginMaps, "r@relay.example", nil), (.senderLoginMaps, "r@nowhere.example", nil),
        ] as [(PostfixMap, String, String?)])
    func everyMap(map: PostfixMap, key: String, value: String?) throws {
        #expect(try accounts().postfix(map, key) == value.map(PostfixAnswer.found) ?? .notFound)
    }

    @Test func aDomainOfNoClassIsATemporaryFailure() throws {
        let accounts = try accounts()
        for map in AddressClassTests.lists { #expect(accounts.postfix(map, "bad.example")?.failure != nil) }
        for map in RecipientAnswersTests.recipientMaps {
            #expect(accounts.postfix(map, "x@bad.example")?.failure != nil)
        }
        #expect(accounts.postfix(.senderLoginMaps, "x@bad.example")?.failure != nil)
    }

    @Test(arguments: PostfixMap.allCases) func aFailureIsNeverAnAnswer(map: PostfixMap) throws {
        let accounts = try accounts()
        let keys =
            AddressClassTests.lists.contains(map)
            ? ["d.example", "nowhere.example"] : ["u@d.example", "u@nowhere.example"]
        for kind in [
            StoreError.Kind.locked, .missing, .notPermitted, .damaged, .wrongSchema, .unreachable, .constraint, .other,
        ] {
            accounts.store.failure = FailingStore.failure(kind)
            for key in keys {
                #expect(accounts.postfix(map, key) == .temporaryFailure(.store(FailingStore.failure(kind))))
            }
        }
        accounts.store.failure = nil
        let aside = accounts.database.path + ".aside"
        #expect(rename(accounts.database.path, aside) == 0)
        for key in keys { #expect(accounts.postfix(map, key)?.failure != nil) }
        #expect(rename(aside, accounts.database.path) == 0)
        for key in keys { #expect(accounts.postfix(map, key)?.failure == nil) }
    }

    @Test(arguments: PostfixMap.allCases) func anAnswerMayComeLater(map: PostfixMap) throws {
        let accounts = try accounts()
        accounts.store.isSlow = true
        var answers: [PostfixAnswer] = []
        accounts.directory.postfix(map, "u@d.example".utf8) { answers.append($0) }
        #expect(answers.isEmpty)
        while accounts.store.waitingAnswers > 0 { accounts.store.answer() }
        #expect(answers.count == 1 && answers.first?.failure == nil)
    }

    /// The wildcard of transport_maps, and what is no name, needs no database: a failure there would stop all mail.
    @Test func whatIsCertainAsksNothing() throws {
        let accounts = try accounts()
        accounts.store.failure = FailingStore.failure(.damaged)
        #expect(accounts.postfix(.transportMaps, "*") == .notFound)
        #expect(accounts.postfix(.virtualAliasMaps, "@d.example") == .notFound)
        #expect(accounts.postfix(.relayDomains, "") == .notFound)
        #expect(accounts.store.questions == 0)
    }

    /// A database that was made by hand has no grants; one that must have the table, and has not, could tell of none.
    @Test func grantsThatCannotBeReadAreATemporaryFailure() throws {
        let accounts = try accounts()
        try accounts.database.execute("DROP TABLE Sender; PRAGMA user_version = 0")
        #expect(accounts.postfix(.senderLoginMaps, "u@d.example") == .found("u@d.example"))
        #expect(accounts.postfix(.senderLoginMaps, "boss@granted.example") == .notFound)
        try accounts.database.execute("PRAGMA user_version = 1")
        for key in ["u@d.example", "boss@granted.example"] {
            #expect(accounts.postfix(.senderLoginMaps, key)?.failure?.contains("has no table Sender") == true)
        }
        #expect(accounts.postfix(.virtualMailboxMaps, "u@d.example") == .found("recipient"))
    }

    @Test func withoutTheDelimiterThereIsNoExtension() throws {
        let accounts = try Accounts(Self.example) { $0.recipientDelimiter = "" }
        #expect(accounts.postfix(.virtualAliasMaps, "u+x@d.example") == .found("u@d.example"))
        #expect(accounts.postfix(.virtualAliasMaps, "u+own@d.example") == .found("f@foreign.example"))
        #expect(accounts.postfix(.localRecipientMaps, "root") == .notFound)
    }

    @Test func whatPostfixDoesNotReadIsATemporaryFailure() throws {
        let name = String(repeating: "n", count: 200)
        let addresses = (100..<700).map { "(\($0), '\(name)\($0)', 5)" }.joined(separator: ",")
        let mappings = (100..<700).map { "(10, \($0))" }.joined(separator: ",")
        let accounts = try accounts()
        try accounts.database.execute(
            "INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES \(addresses); INSERT INTO VAlias (vaNum, vaTargetNum) VALUES \(mappings)"
        )
        #expect(
            accounts.postfix(.virtualAliasMaps, "sales@d.example")?.failure
                == "virtual_alias_maps of sales@d.example: would be longer than the 100000 bytes that Postfix reads; "
                + "remove some of its targets or grants")
        #expect(accounts.postfix(.virtualMailboxMaps, "sales@d.example") == .found("recipient"))
    }

    @Test func moreThanCanBeFollowedIsATemporaryFailure() throws {
        let accounts = try accounts()
        let addresses = (100..<2200).map { "(\($0), 'n\($0)', 5)" }.joined(separator: ",")
        let mappings = (100..<2200).map { "(10, \($0), 0)" }.joined(separator: ",")
        let grants = (100..<1101).map { "(\($0), 'many@d.example')" }.joined(separator: ",")
        try accounts.database.execute(
            """
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES \(addresses);
            INSERT INTO VAlias (vaNum, vaTargetNum, active) VALUES \(mappings);
            INSERT INTO Sender (sndNum, sndAddress) VALUES \(grants);
            """)
        for map in [PostfixMap.virtualAliasMaps, .virtualMailboxMaps, .senderLoginMaps] {
            #expect(
                accounts.postfix(map, "sales@d.example")?.failure
                    == "alias sales@d.example: it and its targets have more than 4000 rows, too many to follow; remove some, "
                    + "or use a mailing list manager")
        }
        #expect(
            accounts.postfix(.senderLoginMaps, "many@d.example")?.failure
                == "sender many@d.example: has more than 1000 grants; remove some")
    }

    @Test func namesThatAreNotText() throws {
        let accounts = try accounts()
        var answer: PostfixAnswer?
        accounts.directory.postfix(.virtualAliasMaps, [0xff] + Array("@d.example".utf8)) { answer = $0 }
        #expect(answer == .found("u@d.example"))
        accounts.directory.postfix(.checkRecipientAccess, [0xff] + Array("@d.example".utf8)) { answer = $0 }
        #expect(answer == .found("RC20-moderate"))
        accounts.directory.postfix(.virtualMailboxDomains, [0xff]) { answer = $0 }
        #expect(answer == .notFound)
    }
}
