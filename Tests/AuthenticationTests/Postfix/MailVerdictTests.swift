import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct MailVerdictTests {
    private func told(_ address: RecipientRows.Address) -> Told { Told(address.ownVerdict(Settings())) }

    @Test(
        arguments: [
            (nil, nil, Told.temporaryFailure), (nil, 1, .temporaryFailure), (1, nil, .temporaryFailure), (1, 1, .yes),
            (-1, 1, .yes),
            (1, -1, .yes), (7, 7, .yes), (0, 1, .no), (1, 0, .no), (0, nil, .no), (nil, 0, .no),
        ] as [(Int64?, Int64?, Told)])
    func domainAndAddressInEveryClass(domain: Int64?, active: Int64?, expected: Told) {
        for domClass: Int64 in [0, 1, 2] {
            #expect(told(address(1, "u@d", domClass, domain: domain, active: active)) == expected, "\(domClass)")
        }
        #expect(told(mailbox(1, "u@d", domain: domain, active: active)) == expected)
        // Without a mailbox, or in a domain of aliases, there is nothing to deliver to.
        #expect(told(address(1, "u@d", 842, domain: domain, active: active)) == .no)
        #expect(told(address(1, "u@d", 3, domain: domain, active: active)) == .no)
        // In a domain of no class, a no still decides.
        #expect(
            told(address(1, "u@d", 42, domain: domain, active: active)) == (expected == .no ? .no : .temporaryFailure))
        #expect(
            told(address(1, "u@d", nil, domain: domain, active: active)) == (expected == .no ? .no : .temporaryFailure))
    }

    @Test(arguments: [(1, Told.yes), (-1, .yes), (0, .no), (nil, .temporaryFailure)] as [(Int64?, Told)])
    func theMailbox(active: Int64?, expected: Told) {
        #expect(told(mailbox(1, "u@d", mailbox: active)) == expected)
        #expect(told(mailbox(1, "u@d", active: 0, mailbox: active)) == .no)
        #expect(told(mailbox(1, "u@d", active: nil, mailbox: active)) == (expected == .no ? .no : .temporaryFailure))
    }

    @Test(
        arguments: [
            ([], Told.yes), ([1], .yes), ([0], .no), ([0, 0], .no), ([0, 1], .yes), ([-1], .yes),
            ([nil], .temporaryFailure),
            ([nil, 0], .temporaryFailure), ([nil, 1], .temporaryFailure),
        ] as [([Int64?], Told)])
    func localAliases(active: [Int64?], expected: Told) {
        #expect(told(address(1, "u@l", 1, local: active)) == expected)
        #expect(told(address(1, "u@l", 1, active: 0, local: active)) == .no)
        #expect(told(address(1, "u@l", 1, active: nil, local: active)) == (expected == .no ? .no : .temporaryFailure))
        // Only local(8) reads them.
        #expect(told(address(1, "u@r", 2, local: active)) == .yes)
    }

    @Test(arguments: [(0, Told.no), (1, .no), (2, .yes), (3, .no), (842, .no)] as [(Int64, Told)])
    func onlyARelayDomainHasACatchallWithoutAliases(domClass: Int64, expected: Told) {
        #expect(told(address(1, "@d", domClass)) == expected)
        #expect(told(address(1, "@d", domClass, mailbox: .integer(1))) == expected)
        #expect(told(address(1, "@d", domClass, active: 0)) == .no)
    }

    /// A mailbox in a domain of aliases: somebody mistook the class, and the mailbox is not unknown.
    @Test func aMailboxInADomainOfAliases() {
        let wrong = address(1, "u@d", 3, mailbox: .integer(1))
        #expect(wrong.ownVerdict(Settings()).failure?.hasPrefix("domain d: has mailboxes, but domClass 3") == true)
        #expect(told(address(1, "u@d", 3, mailbox: .integer(0))) == .no)
    }

    /// Dovecot would answer "unknown" to the delivery.
    @Test(arguments: ["..@d", "a/b@d", "U@d", "u@.d"]) func aMailboxThatNoLookUpFinds(name: String) {
        #expect(told(mailbox(1, name)) == .no)
    }

    @Test func aMissingDomain() {
        let lost = RecipientRows.Address(
            number: 1, localpart: Array("u".utf8), domainName: nil, domain: nil, active: .integer(1),
            mailbox: .integer(1))
        #expect(told(lost) == .no)
    }

    @Test func aFailureNamesTheRow() {
        let settings = Settings()
        #expect(
            mailbox(1, "u@d", mailbox: nil).ownVerdict(settings).failure
                == "u@d: VMailbox.active is not an integer; set it to 1, 0 or -1")
        #expect(
            address(1, "u@l", 1, local: [nil]).ownVerdict(settings).failure
                == "u@l: Alias.active is not an integer; set it to 1 or 0")
        #expect(
            address(1, "u@d", 42).ownVerdict(settings).failure
                == "domain d: domClass 42 is neither 0 to 3 nor the uid that owns its mail (first_valid_uid, 500, or above); "
                + "correct Domain.domClass")
    }
}
