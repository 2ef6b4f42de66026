import Testing

extension EndToEnd {
    /// What the samples say about `auth_cache_size`: a fresh denial is not seen until the cache is flushed.
    @Suite(.serialized)
    struct AuthCacheTests {
        static let cache = "auth_cache_size = 1M\n"

        @Test(arguments: Setup.with(.cacheable))
        func keepsAnAccountThatWasJustClosed(_ setup: Setup) throws {
            let account = AccountCase(name: "active", login: .allowed, delivery: .found)
            let deployment = try Deployment(setup, sql: account.sql + SystemAccount.sql, settings: Self.cache)
            defer { deployment.stop() }
            let (user, password) =
                setup.features.contains(.systemAccounts)
                ? ("ordinary", SystemAccount.password) : (account.user, account.password)

            #expect(try deployment.login(user, password) == .allowed)
            try deployment.accounts.execute("UPDATE Address SET active = -1")
            #expect(try deployment.login(user, password) == .allowed)
            #expect(try deployment.doveadm(["auth", "cache", "flush", user]).status == 0)
            #expect(try deployment.login(user, password) == .denied)
        }
    }
}
