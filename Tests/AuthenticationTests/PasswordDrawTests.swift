import TestSupport
import Testing

@testable import Authentication

/// The hash whose time a login without a usable one costs.
@Suite struct PasswordDrawTests {
    private static let bcrypt = "$2y$05$IzO2HOSS0X4CIJRElxARguzn3wwbV.5cPkg0ATnXolSwNEcC75Vsm"

    /// Accounts with these `vmPasswd`, in SQL, from vmNum 2 on.
    private static func accounts(_ passwords: [String]) throws -> Accounts {
        let accounts = try Accounts()
        let addresses = passwords.indices.map { "(\($0 + 2), 'n\($0)', 1, 1, NULL, NULL)" }.joined(separator: ",")
        let mailboxes = passwords.enumerated().map { "(\($0 + 2), 1, \($1))" }.joined(separator: ",")
        try accounts.database.execute(
            "INSERT INTO Address VALUES \(addresses); INSERT INTO VMailbox VALUES \(mailboxes)")
        return accounts
    }

    private static let names = (1...400).map { "nobody\($0)@d.example" }

    @Test func theDrawForANameIsAlwaysTheSame() throws {
        let accounts = try Self.accounts((1...20).map { "'{PLAIN}\($0)'" })
        let draws = Self.names.map { accounts.draw(for: $0) }
        #expect(Self.names.map { accounts.draw(for: $0) } == draws)
        #expect(Set(draws).count > 10)
    }

    /// 32 new accounts of a clear scheme do not make unknown users cheap: their share of the draws is their share of the accounts.
    @Test func theCostsAreDistributedLikeTheAccountsOwn() throws {
        let accounts = try Self.accounts(
            Array(repeating: "'\(Self.bcrypt)'", count: 96) + Array(repeating: "'{PLAIN}x'", count: 32))
        let clear = Self.names.count { accounts.draw(for: $0)?.hasPrefix("{PLAIN}") == true }
        #expect((60...140).contains(clear))
    }

    @Test(arguments: ["NULL", "''", "'!'", "'{NOSUCH}x'"]) func whatNothingMatchesIsPassedOver(stored: String) throws {
        let accounts = try Self.accounts(Array(repeating: stored, count: 20) + ["'\(Self.bcrypt)'"])
        let draws = Set(Self.names.map { accounts.draw(for: $0) })
        #expect(draws == ["{PLAIN}secret", Self.bcrypt] || draws == [Self.bcrypt])
    }

    /// A database full of unusable passwords costs a bounded number of rows, not a scan.
    @Test func aDrawReadsABoundedNumberOfRows() throws {
        let accounts = try Self.accounts(Array(repeating: "NULL", count: 5000))
        accounts.store.failure = nil
        let before = accounts.store.questions
        _ = accounts.draw(for: "nobody@d.example")
        #expect(accounts.store.questions - before <= 4)
    }

    @Test func withoutAccountsThereIsNoDraw() throws {
        let accounts = try Accounts("DELETE FROM VMailbox;")
        #expect(accounts.draw(for: "nobody@d.example") == nil)
        #expect(accounts.login("nobody@d.example").isUnknown)
    }

    @Test func anUnreadableDatabaseStillGivesTheVerdict() throws {
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = '!';")
        accounts.store.isSlow = true
        var verdict: LoginVerdict?
        accounts.directory.login("u@d.example".utf8) { verdict = $0.verdict(on: .init(copying: Array("x".utf8))) }
        accounts.store.answer()
        accounts.store.failure = FailingStore.failure(.damaged)
        let asked = accounts.store.questions
        while accounts.store.waitingAnswers > 0 { accounts.store.answer() }
        // The first failure ends the draw.
        #expect(accounts.store.questions == asked)
        guard case .denied(.unusablePassword) = verdict else { Issue.record("\(verdict as Any)"); return }
    }
}
