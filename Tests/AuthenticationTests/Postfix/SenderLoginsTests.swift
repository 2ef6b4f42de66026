import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct SenderLoginsTests {
    private func answer(
        _ rows: RecipientRows, grants: [(ActiveValue, RecipientRows.Address)] = [], myhostname: String? = "h"
    ) -> PostfixAnswer {
        var settings = Settings()
        settings.myhostname = myhostname
        return PostfixAnswer(
            sendersAs: rows, grants: grants.map { .init(active: $0.0, account: $0.1) }, settings: settings)
    }

    private let m = mailbox(9, "m@d")

    @Test func aMailboxIsItsOwn() {
        #expect(answer(rows(m)) == .found("m@d"))
        #expect(answer(rows(address(1, "a@d"))) == .notFound)
        #expect(answer(rows(address(1, "a@r", 2))) == .notFound)
        #expect(answer(rows(address(1, "a@f", 0))) == .notFound)
        #expect(answer(RecipientRows()) == .notFound)
    }

    /// Nobody can log in as it, and its address does not become anybody's.
    @Test(arguments: [1, 0, -1] as [Int64]) func aMailboxWithoutLoginsKeepsItsAddress(active: Int64) {
        #expect(answer(rows(mailbox(1, "u@d", mailbox: active))) == .found("u@d"))
        #expect(answer(rows(mailbox(1, "u@d", active: active))) == .found("u@d"))
        #expect(answer(rows(mailbox(1, "u@d", domain: active))) == .found("u@d"))
    }

    @Test func whoseLoginCannotBeTold() {
        #expect(Told(answer(rows(mailbox(1, "u@d", mailbox: nil)))) == .temporaryFailure)
        #expect(Told(answer(rows(mailbox(1, "u@d", active: nil)))) == .temporaryFailure)
        #expect(Told(answer(rows(mailbox(1, "u@d", domain: nil)))) == .temporaryFailure)
        #expect(Told(answer(rows(address(1, "u@d", 42)))) == .temporaryFailure)
        #expect(Told(answer(rows(address(1, "u@h", 1, active: nil)))) == .temporaryFailure)
    }

    @Test func allToWhomItsAliasesLead() {
        let n = mailbox(8, "n@d", mailbox: -1)
        let foreign = address(7, "f@f", 0)
        #expect(answer(rows(address(1, "a@d", 3, to: [(7, 1), (8, 1), (9, 1)]), foreign, n, m)) == .found("n@d,m@d"))
        #expect(answer(rows(mailbox(1, "u@d", to: [(9, 1)]), m)) == .found("u@d,m@d"))
        #expect(answer(rows(mailbox(1, "u@d", to: [(1, 1), (9, 1)]), m)) == .found("u@d,m@d"))
        #expect(answer(rows(address(1, "@d", to: [(9, 1)]), m)) == .found("m@d"))
        #expect(answer(rows(address(1, "a@d", to: [(9, 0)]), m)) == .notFound)
        #expect(answer(rows(address(1, "a@d", active: 0, to: [(9, 1)]), m)) == .notFound)
        #expect(answer(rows(address(1, "a@d", to: [(7, 1)]), foreign)) == .notFound)
        #expect(Told(answer(rows(address(1, "a@d", to: [(9, nil)]), m))) == .temporaryFailure)
    }

    @Test func bareNamesForMyhostname() {
        #expect(answer(rows(address(1, "root@h", 1))) == .found("root"))
        #expect(answer(rows(address(1, "root@h", 1, active: -1))) == .found("root"))
        #expect(answer(rows(address(1, "root@other", 1))) == .notFound)
        #expect(answer(rows(address(1, "root@h", 1)), myhostname: nil) == .notFound)
        #expect(answer(rows(address(1, "root@h", 2))) == .notFound)
        #expect(answer(rows(address(1, "a@d", 3, to: [(2, 1)]), address(2, "root@h", 1))) == .found("root"))
        // Its login name is the one that vmail-auth gave to Dovecot.
        #expect(answer(rows(mailbox(1, "u@h"))) == .found("u@h"))
    }

    @Test func grants() {
        let n = mailbox(8, "n@d")
        #expect(answer(RecipientRows(), grants: [(.integer(1), n)]) == .found("n@d"))
        #expect(answer(RecipientRows(), grants: [(.integer(-1), n)]) == .found("n@d"))
        #expect(answer(RecipientRows(), grants: [(.integer(0), n)]) == .notFound)
        #expect(answer(rows(m), grants: [(.integer(1), n), (.integer(1), m)]) == .found("m@d,n@d"))
        #expect(answer(rows(m), grants: [(.integer(0), n)]) == .found("m@d"))
        #expect(answer(rows(m), grants: [(.integer(1), address(2, "root@h", 1))]) == .found("m@d,root"))
        #expect(answer(RecipientRows(), grants: [(.integer(1), mailbox(2, "u@d", mailbox: 0))]) == .found("u@d"))
        // Nobody logs in as these.
        #expect(answer(rows(m), grants: [(.integer(1), address(2, "a@d"))]) == .found("m@d"))
        #expect(answer(rows(m), grants: [(.integer(1), address(2, "a@r", 2))]) == .found("m@d"))
        #expect(
            answer(rows(m), grants: [(.null, n)]).failure == "n@d: Sender.active is not an integer; set it to 1 or 0")
        #expect(Told(answer(rows(m), grants: [(.notAnInteger, n)])) == .temporaryFailure)
    }

    /// Postfix splits the list at commas and blanks: `a,m@d` would be two logins.
    @Test(arguments: ["a,m@d", "a m@d"]) func aLoginThatWouldBeTwo(name: String) {
        #expect(Told(answer(rows(mailbox(1, name)))) == .temporaryFailure)
        #expect(Told(answer(RecipientRows(), grants: [(.integer(1), mailbox(1, name))])) == .temporaryFailure)
    }
}
