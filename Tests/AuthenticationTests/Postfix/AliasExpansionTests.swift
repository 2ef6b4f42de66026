import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct AliasExpansionTests {
    private func verdict(_ rows: RecipientRows) -> MailVerdict {
        AliasExpansion.verdict(of: rows, settings: Settings())
    }

    private func told(_ addresses: RecipientRows.Address...) -> Told {
        Told(
            verdict(
                RecipientRows(
                    root: addresses[0].number,
                    addresses: Dictionary(uniqueKeysWithValues: addresses.map { ($0.number, $0) }))))
    }

    private let m = mailbox(9, "m@d")
    private let n = mailbox(8, "n@d")
    private let off = mailbox(7, "off@d", mailbox: 0)
    private let unsure = mailbox(6, "unsure@d", mailbox: nil)

    @Test func whatHasNoAliasIsItself() {
        #expect(verdict(RecipientRows()) == .unknown)
        #expect(told(m) == .yes)
        #expect(told(off) == .no)
        #expect(told(unsure) == .temporaryFailure)
        #expect(told(address(1, "a@d")) == .no)
    }

    @Test func liveTargetsInOrder() {
        #expect(told(address(1, "a@d", to: [(9, 1), (8, -1)]), m, n) == .forwarded([8, 9]))
        #expect(told(address(1, "a@d", to: [(9, 1), (8, 0)]), m, n) == .forwarded([9]))
        #expect(told(address(1, "a@d", to: [(9, 1), (7, 1), (5, 1)]), m, off) == .forwarded([9]))
        #expect(told(address(1, "a@d", active: -1, to: [(9, 1)]), m) == .forwarded([9]))
        #expect(told(address(1, "a@d", domain: -1, to: [(9, 1)]), m) == .forwarded([9]))
    }

    @Test func withoutALiveTargetAnAliasIsUnknown() {
        #expect(told(address(1, "a@d", to: [(7, 1)]), off) == .no)
        #expect(told(address(1, "a@d", to: [(9, 0)]), m) == .no)
        #expect(told(address(1, "a@d", to: [(5, 1)])) == .no)
        #expect(told(address(1, "a@d", active: 0, to: [(9, 1)]), m) == .no)
        #expect(told(address(1, "a@d", domain: 0, to: [(9, 1)]), m) == .no)
        // A relay or local address with aliases is only an alias, too.
        #expect(told(address(1, "a@r", 2, to: [(9, 0)]), m) == .no)
        #expect(told(address(1, "a@l", 1, to: [(7, 1)]), off) == .no)
        #expect(told(address(1, "@d", to: [(7, 1)]), off) == .no)
    }

    @Test func withoutALiveTargetAMailboxGetsItsMail() {
        #expect(told(mailbox(1, "a@d", to: [(7, 1), (9, 0)]), off, m) == .yes)
        #expect(told(mailbox(1, "a@d", mailbox: 0, to: [(7, 1)]), off) == .no)
        #expect(told(mailbox(1, "a@d", mailbox: nil, to: [(7, 1)]), off) == .temporaryFailure)
    }

    /// Its own mailbox is not asked.
    @Test(arguments: [1, 0, -1, nil] as [Int64?]) func withALiveTargetItIsOnlyAnAlias(active: Int64?) {
        #expect(told(mailbox(1, "a@d", mailbox: active, to: [(9, 1)]), m) == .forwarded([9]))
    }

    @Test func aTargetThatCannotBeToldMakesTheAliasSo() {
        #expect(told(address(1, "a@d", to: [(9, 1), (6, 1)]), m, unsure) == .temporaryFailure)
        #expect(told(address(1, "a@d", to: [(9, 1), (8, nil)]), m, n) == .temporaryFailure)
        #expect(told(address(1, "a@d", active: nil, to: [(9, 1)]), m) == .temporaryFailure)
        #expect(told(address(1, "a@d", domain: nil, to: [(9, 1)]), m) == .temporaryFailure)
        #expect(told(address(1, "a@d", to: [(9, 1), (2, 1)]), m, address(2, "b@bad", 42)) == .temporaryFailure)
    }

    @Test func aNoDecidesOverWhatCannotBeTold() {
        #expect(told(address(1, "a@d", active: 0, to: [(6, 1)]), unsure) == .no)
        #expect(told(address(1, "a@d", to: [(6, 0)]), unsure) == .no)
        #expect(told(address(1, "a@d", to: [(7, nil)]), off) == .no)
        #expect(told(address(1, "a@d", to: [(5, nil)])) == .no)
        #expect(told(address(1, "a@d", active: nil, to: [(7, 1)]), off) == .no)
        #expect(told(address(1, "a@d", to: [(9, 1), (7, nil)]), m, off) == .forwarded([9]))
        #expect(told(address(1, "a@d", to: [(2, 1)]), mailbox(2, "b@d", domain: 0, mailbox: nil)) == .no)
        #expect(told(address(1, "a@d", to: [(2, 1)]), address(2, "b@bad", 42, active: 0)) == .no)
    }

    @Test func aliasesOfAliases() {
        let b = address(2, "b@d", to: [(9, 1), (8, 1)])
        #expect(told(address(1, "a@d", to: [(2, 1)]), b, m, n) == .forwarded([8, 9]))
        #expect(told(address(1, "a@d", to: [(2, 1), (9, 1)]), b, m, n) == .forwarded([8, 9]))
        #expect(told(address(1, "a@d", to: [(2, 0), (9, 1)]), b, m, n) == .forwarded([9]))
        #expect(told(address(1, "a@d", to: [(2, 1)]), address(2, "b@d", active: 0, to: [(9, 1)]), m) == .no)
        #expect(told(address(1, "a@d", to: [(2, 1)]), address(2, "b@d", to: [(9, nil)]), m) == .temporaryFailure)
        #expect(told(address(1, "a@d", to: [(2, nil)]), address(2, "b@d", to: [(7, 1)]), off) == .no)
        // The end of the chain is the mailbox, since its own alias is dead.
        #expect(told(address(1, "a@d", to: [(2, 1)]), mailbox(2, "b@d", to: [(7, 1)]), off) == .forwarded([2]))
    }

    @Test func aLoopIsDead() {
        let back = address(2, "b@d", to: [(1, 1)])
        #expect(told(address(1, "a@d", to: [(1, 1)])) == .no)
        #expect(told(address(1, "a@d", to: [(2, 1)]), back) == .no)
        #expect(told(address(1, "a@d", to: [(2, 1), (9, 1)]), back, m) == .forwarded([9]))
        #expect(told(back, address(1, "a@d", to: [(2, 1), (9, 1)]), m) == .forwarded([9]))
        #expect(told(mailbox(1, "a@d", to: [(2, 1)]), back) == .yes)
        #expect(told(back, mailbox(1, "a@d", to: [(2, 1)])) == .no)
        #expect(told(address(3, "c@d", to: [(1, 1)]), mailbox(1, "a@d", to: [(2, 1)]), back) == .forwarded([1]))
        #expect(told(mailbox(1, "a@d", to: [(2, 1)]), mailbox(2, "b@d", to: [(1, 1)])) == .yes)
        #expect(told(address(1, "a@d", to: [(2, nil), (9, 1)]), back, m) == .temporaryFailure)
        #expect(told(address(1, "a@d", to: [(2, nil)]), back) == .no)
        #expect(
            told(address(1, "a@d", to: [(2, 1), (9, 1)]), address(2, "b@d", active: 0, to: [(1, 1)]), m)
                == .forwarded([9]))
    }

    /// The HOWTO's readers know this from Postfix: a mailbox that keeps a copy.
    @Test func whatLeadsToItselfKeepsItsMail() {
        #expect(told(mailbox(1, "a@d", to: [(1, 1), (9, 1)]), m) == .forwarded([1, 9]))
        #expect(told(mailbox(1, "a@d", to: [(1, 1)])) == .forwarded([1]))
        #expect(told(mailbox(1, "a@d", mailbox: 0, to: [(1, 1), (9, 1)]), m) == .forwarded([9]))
        #expect(told(mailbox(1, "a@d", mailbox: nil, to: [(1, 1), (9, 1)]), m) == .temporaryFailure)
        #expect(told(mailbox(1, "a@d", mailbox: nil, to: [(1, 0), (9, 1)]), m) == .forwarded([9]))
        #expect(told(address(1, "a@r", 2, to: [(1, 1), (9, 1)]), m) == .forwarded([1, 9]))
        #expect(
            told(address(3, "c@d", to: [(1, 1)]), mailbox(1, "a@d", to: [(1, 1), (9, 1)]), m) == .forwarded([1, 9]))
    }

    @Test func aCatchallIsNoTarget() {
        let lead = address(1, "a@d", to: [(2, 1), (9, 1)])
        let failure = verdict(rows(lead, m, address(2, "@e", to: [(9, 1)]))).failure
        #expect(failure == "alias a@d: leads to @e, which is a catchall and no address; give it other targets")
        #expect(told(lead, m, address(2, "@e", active: 0, to: [(9, 1)])) == .forwarded([9]))
    }

    @Test func aTargetWhoseNameCannotBeWritten() {
        let lead = address(1, "a@d", to: [(2, 1)])
        #expect(
            verdict(rows(lead, address(2, "b\n@f", 0))).failure
                == "alias a@d: leads to addNum 2, whose name is no address; correct Address.addLocalpart or Domain.domName"
        )
        let nothing = RecipientRows.Address(
            number: 2, localpart: nil, domainName: nil, domain: .init(active: .integer(1), domClass: 0),
            active: .integer(1),
            mailbox: nil)
        #expect(told(lead, nothing) == .temporaryFailure)
        #expect(told(lead, address(2, "b@f,evil", 0)) == .temporaryFailure)
    }

    @Test func aThousandTargetsAndNoMore() {
        let ends = (1...1001).map { mailbox(Int64($0) + 10, "m\($0)@d") }
        let all = Dictionary(uniqueKeysWithValues: ends.map { ($0.number, $0) })
        func lead(_ count: Int) -> MailVerdict {
            let list = address(1, "list@d", to: ends.prefix(count).map { ($0.number, 1) })
            let outer = address(2, "outer@d", to: [(1, 1)])
            return verdict(RecipientRows(root: 2, addresses: all.merging([1: list, 2: outer]) { $1 }))
        }
        #expect(Told(lead(1000)) == .forwarded(ends.dropLast().map(\.number)))
        #expect(lead(1001).failure?.hasPrefix("alias list@d: leads to more than 1000 addresses") == true)
    }

    /// Postfix looks up each address of an answer again, until it gets nothing new. That must end at once.
    @Test func theAnswerForAnEndIsTheEnd() {
        for code in 0..<(2 << 12) {
            // Four addresses, the edges from each to each other, and who has a mailbox.
            let bits = code & 0xfff
            let boxes = [0b1111, 0b0101][code >> 12]
            let all = (0..<4).map { node in
                let targets = (0..<3).filter { bits >> (node * 3 + $0) & 1 == 1 }.map { Int64($0 < node ? $0 : $0 + 1) }
                return boxes >> node & 1 == 1
                    ? mailbox(Int64(node), "n\(node)@d", to: targets.map { ($0, 1) })
                    : address(Int64(node), "n\(node)@d", to: targets.map { ($0, 1) })
            }
            let graph = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })
            for node in graph.keys {
                guard case .forwarded(let ends) = verdict(RecipientRows(root: node, addresses: graph)) else { continue }
                for end in ends {
                    #expect(
                        verdict(RecipientRows(root: end, addresses: graph)) == .delivered, "\(code): \(node) to \(end)")
                }
            }
        }
    }
}
