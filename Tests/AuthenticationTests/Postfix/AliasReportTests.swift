import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct AliasReportTests {
    private func report(_ addresses: RecipientRows.Address...) -> AliasReport {
        AliasReport(
            RecipientRows(addresses: Dictionary(uniqueKeysWithValues: addresses.map { ($0.number, $0) })),
            settings: Settings())
    }

    private let m = mailbox(9, "m@d")
    private let off = mailbox(7, "off@d", mailbox: 0)

    @Test func whatIsWellIsNotNamed() {
        let found = report(address(1, "a@d", to: [(2, 1), (9, 1)]), address(2, "b@d", to: [(9, 1)]), m)
        #expect(found.loops.isEmpty && found.deadTargets.isEmpty && found.failures.isEmpty)
        // A mailbox that keeps a copy leads to itself.
        let keeping = report(mailbox(1, "a@d", to: [(1, 1), (9, 1)]), m)
        #expect(keeping.loops.isEmpty && keeping.deadTargets.isEmpty)
    }

    @Test func aLoopIsShownInItsOrder() {
        let found = report(
            address(5, "a@d", to: [(2, 1)]), address(2, "b@d", to: [(3, 1)]), address(3, "c@d", to: [(5, 1)]),
            address(1, "x@d", to: [(5, 1)]))
        #expect(found.loops == [[2, 3, 5]])
        #expect(found.loops[0].map(found.name) == ["b@d", "c@d", "a@d"])
        // The loop's own mappings are not dead targets as well.
        #expect(found.deadTargets.map(\.alias) == [1])
        #expect(found.isRejected(1) && found.isRejected(5))
    }

    @Test func theShortestLoopOfAGroupIsShown() {
        let found = report(
            address(1, "a@d", to: [(2, 1), (3, 1)]), address(2, "b@d", to: [(1, 1), (9, 1)]),
            address(3, "c@d", to: [(2, 1)]), m)
        #expect(found.loops == [[1, 2]])
        #expect(!found.isRejected(1))
    }

    @Test func aLoopThatIsOffIsNone() {
        #expect(report(address(1, "a@d", to: [(2, 0)]), address(2, "b@d", to: [(1, 1)])).loops.isEmpty)
        #expect(report(address(1, "a@d", active: 0, to: [(2, 1)]), address(2, "b@d", to: [(1, 1)])).loops.isEmpty)
    }

    @Test(arguments: [
        (mailbox(7, "t@d", mailbox: 0), "VMailbox.active is 0"), (mailbox(7, "t@d", active: 0), "Address.active is 0"),
        (mailbox(7, "t@d", domain: 0), "Domain.active is 0"),
        (mailbox(7, "t@d", domain: 0, active: 0), "Address.active is 0; Domain.active is 0"),
        (address(7, "t@d"), "it has neither a mailbox nor a target"),
        (address(7, "t@d", to: [(9, 0)]), "it is an alias, and none of its targets gets mail"),
        (address(7, "t@l", 1, local: [0]), "its rows of Alias are off"),
        (mailbox(7, "a/b@d"), "its name is none that mail can have"),
    ])
    func aDeadTargetIsNamedWithItsReason(target: RecipientRows.Address, reason: String) {
        let found = report(address(1, "a@d", to: [(7, 1), (9, 1)]), target, m)
        #expect(found.deadTargets.map(\.alias) == [1])
        #expect(found.deadTargets.first?.targets == [7])
        #expect(found.reason(for: 7) == reason)
        #expect(!found.isRejected(1))
        #expect(report(address(1, "a@d", to: [(7, 1)]), target).isRejected(1))
    }

    @Test func whatIsOffLosesNoMail() {
        #expect(report(address(1, "a@d", to: [(7, 0)]), off).deadTargets.isEmpty)
        #expect(report(address(1, "a@d", active: 0, to: [(7, 1)]), off).deadTargets.isEmpty)
        #expect(report(address(1, "a@d", domain: 0, to: [(7, 1)]), off).deadTargets.isEmpty)
    }

    @Test func whatDefersMailIsSaidOnce() {
        let unsure = mailbox(6, "unsure@d", mailbox: nil)
        let found = report(address(1, "a@d", to: [(6, 1)]), address(2, "b@d", to: [(6, 1)]), unsure)
        #expect(
            found.failures.map(\.description) == ["unsure@d: VMailbox.active is not an integer; set it to 1, 0 or -1"])
    }

    @Test func tooManyTargetsAreAFailure() {
        let targets = (1001...2001).map { mailbox(Int64($0), "m\($0)@d") }
        let rows = RecipientRows(
            addresses: Dictionary(
                uniqueKeysWithValues: (targets + [address(1, "list@d", to: targets.map { ($0.number, 1) })]).map {
                    ($0.number, $0)
                }))
        let failures = AliasReport(rows, settings: Settings()).failures.map(\.description)
        #expect(failures.count == 1)
        #expect(failures.first?.contains("alias list@d: leads to more than 1000 addresses") == true)
    }
}
