import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct RecipientAnswersTests {
    static let recipientMaps: [PostfixMap] = [.localRecipientMaps, .relayRecipientMaps, .virtualMailboxMaps]

    @Test(
        arguments: [
            (address(1, "u@d", 0), nil), (address(1, "u@d", 1), .localRecipientMaps),
            (address(1, "u@d", 2), .relayRecipientMaps),
            (address(1, "@d", 2), .relayRecipientMaps), (address(1, "u@d", 3), nil),
            (mailbox(1, "u@d"), .virtualMailboxMaps),
            (address(1, "u@d"), nil), (address(1, "u@d", 1, to: [(9, 1)]), .localRecipientMaps),
            (address(1, "u@d", 2, to: [(9, 1)]), .relayRecipientMaps),
            (address(1, "u@d", to: [(9, 1)]), .virtualMailboxMaps),
            (address(1, "u@d", 3, to: [(9, 1)]), nil), (address(1, "@d", to: [(9, 1)]), .virtualMailboxMaps),
            (address(1, "u@d", 1, active: 0), nil), (address(1, "u@d", 2, domain: 0), nil),
            (mailbox(1, "u@d", mailbox: 0), nil),
        ] as [(RecipientRows.Address, PostfixMap?)])
    func aRecipientIsValidInTheMapOfItsClass(recipient: RecipientRows.Address, map: PostfixMap?) {
        for other in Self.recipientMaps {
            let answer = PostfixAnswer(
                recipient: rows(recipient, mailbox(9, "m@d")), in: other, settings: Settings())
            #expect(answer == (other == map ? .found("recipient") : .notFound), "\(other)")
        }
    }

    @Test func whatCannotBeTold() {
        func answer(_ recipient: RecipientRows.Address, _ map: PostfixMap) -> Told {
            Told(PostfixAnswer(recipient: rows(recipient), in: map, settings: Settings()))
        }
        #expect(answer(mailbox(1, "u@d", mailbox: nil), .virtualMailboxMaps) == .temporaryFailure)
        #expect(answer(address(1, "u@d", 1, active: nil), .localRecipientMaps) == .temporaryFailure)
        for map in Self.recipientMaps {
            #expect(answer(address(1, "u@d", 42), map) == .temporaryFailure)
            #expect(answer(address(1, "u@d", nil), map) == .temporaryFailure)
            #expect(answer(address(1, "u@d", 42, active: 0), map) == .no)
            #expect(PostfixAnswer(recipient: RecipientRows(), in: map, settings: Settings()) == .notFound)
        }
    }

    private func aliases(_ key: String, _ rows: RecipientRows) -> PostfixAnswer? {
        RecipientKey(Array(key.utf8), settings: Settings()).map {
            PostfixAnswer(aliasesOf: $0, rows: rows, settings: Settings())
        }
    }

    @Test func targetsWithCommasBetweenThem() {
        let list = rows(
            address(1, "a@d", to: [(2, 1), (3, 1), (4, 1)]), mailbox(2, "m@d"), address(3, "f@f.example", 0),
            mailbox(4, "odd, name@d"))
        #expect(aliases("a@d", list) == .found("m@d,f@f.example,\"odd, name\"@d"))
        #expect(aliases("a+News@d", list) == .found("m+News@d,f+News@f.example,\"odd, name+News\"@d"))
    }

    @Test func onlyAnAliasHasAnAnswer() {
        #expect(aliases("u@d", rows(mailbox(1, "u@d"))) == .notFound)
        #expect(aliases("u+x@d", rows(mailbox(1, "u@d"))) == .notFound)
        #expect(aliases("u@d", RecipientRows()) == .notFound)
        #expect(aliases("u@r", rows(address(1, "u@r", 2))) == .notFound)
        #expect(aliases("a@d", rows(address(1, "a@d", to: [(9, 0)]), mailbox(9, "m@d"))) == .notFound)
        #expect(aliases("u@d", rows(mailbox(1, "u@d", mailbox: nil)))?.failure != nil)
    }

    /// As Postfix would do it: only where the extension was not part of the row's name.
    @Test func theExtensionFollowsTheMail() {
        let m = mailbox(9, "m@d")
        #expect(aliases("a+x@d", rows(address(1, "a+x@d", to: [(9, 1)]), m)) == .found("m@d"))
        #expect(aliases("a+x@d", rows(address(1, "@d", to: [(9, 1)]), m)) == .found("m@d"))
        #expect(aliases("A@D", rows(address(1, "a@d", to: [(9, 1)]), m)) == .found("m@d"))
        #expect(aliases("a+x@d", rows(mailbox(1, "a@d", to: [(1, 1), (9, 1)]), m)) == .found("a+x@d,m+x@d"))
        #expect(aliases("\"a+x, evil\"@d", rows(address(1, "a@d", to: [(9, 1)]), m)) == .found("\"m+x, evil\"@d"))
        // An extension that would make a route, or a line.
        for route in ["x%evil.example", "evil.example!x"] {
            #expect(aliases("a+\(route)@d", rows(address(1, "a@d", to: [(9, 1)]), m)) == .found("m@d"))
        }
        #expect(aliases("\"a+x@evil\"@d", rows(address(1, "a@d", to: [(9, 1)]), m)) == .found("m@d"))
        #expect(aliases("\"a+\n\"@d", rows(address(1, "a@d", to: [(9, 1)]), m)) == .found("m@d"))
    }

    @Test func nothingInANameIsReadAsACommandOrFile() {
        for name in ["|/bin/sh -c x", ":include:/etc/passwd", "/etc/passwd", "\"|sh\"", "a, |sh", "<a>"] {
            let target = RecipientRows.Address(
                number: 2, localpart: Array(name.utf8), domainName: Array("h".utf8),
                domain: .init(active: value(1), domClass: 1),
                active: value(1), mailbox: nil)
            guard case .found(let text) = aliases("a@d", rows(address(1, "a@d", to: [(2, 1)]), target)) else {
                Issue.record("no answer for \(name)")
                continue
            }
            #expect(text == quotedAddress(localpart: name, domain: "h") && text.hasSuffix("@h"))
        }
    }
}
