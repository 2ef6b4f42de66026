import Testing

@testable import Authentication

@Suite struct PassdbEntryTests {
    @Test func thePasswordComesWithItsScheme() throws {
        let accounts = try Accounts()
        let (verdict, password) = accounts.credentials()
        #expect(verdict.isAllowed)
        #expect(password == "{PLAIN}secret")
    }

    @Test func aBareHashGetsTheNameOfItsScheme() throws {
        let hash = "$6$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/"
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = '\(hash)';")
        #expect(accounts.credentials().1?.hasSuffix("}" + hash) == true)
        #expect(accounts.credentials().1?.hasPrefix("{") == true)
    }

    @Test func aDefaultOfPlainIsNamed() throws {
        let accounts = try Accounts("UPDATE VMailbox SET vmPasswd = 'secret';") { $0.defaultScheme = "PLAIN" }
        #expect(accounts.credentials().1 == "{PLAIN}secret")
    }

    /// Handed to Dovecot, such a hash would keep an auth worker busy for minutes.
    @Test func whatCostsTooMuchIsNotHandedOut() throws {
        let accounts = try Accounts(
            "UPDATE VMailbox SET vmPasswd = '{SHA512-CRYPT}$6$rounds=999999999$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/';"
        )
        let (verdict, password) = accounts.credentials()
        #expect(verdict.isDenied)
        #expect(password == nil)
        #expect(accounts.warnings.count == 1)
    }

    @Test func aDeniedAccountKeepsItsPasswordForTheTimeItCosts() throws {
        let accounts = try Accounts("UPDATE VMailbox SET active = -1;")
        let (verdict, password) = accounts.credentials()
        #expect(verdict == .denied(.states([.loginBlocked(.VMailbox)])))
        #expect(password == "{PLAIN}secret")
    }

    @Test func anUnknownUserHasNone() throws {
        let accounts = try Accounts()
        let (verdict, password) = accounts.credentials("nobody@d.example")
        #expect(verdict.isUnknown)
        #expect(password == nil)
    }

    @Test func hashesAreKeptIfTheSettingSaysSo() throws {
        let accounts = try Accounts { $0.handsOutHashes = false }
        for user in ["u@d.example", "nobody@d.example", "no name"] {
            let (verdict, password) = accounts.credentials(user)
            #expect(verdict == .temporaryFailure(.hashesAreKept))
            #expect(password == nil)
        }
        #expect(accounts.login().isAllowed)
    }
}
