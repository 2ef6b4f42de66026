import Testing

extension EndToEnd {
    /// A look-up before every other passdb, so that -1 reaches accounts whose passwords are elsewhere.
    @Suite(.serialized, .deployments(sql: SystemAccount.sql))
    struct DenyGateTests {
        @Test(arguments: Setup.with(.systemAccounts), SystemAccount.all)
        func systemAccount(_ setup: Setup, _ account: SystemAccount) throws {
            let deployment = try Fleet.deployment(setup)
            let login = try deployment.startLogin(account.name, SystemAccount.password)
            let wrong = try deployment.startLogin(account.name, "hunter3")
            #expect(try deployment.smtpAuth(account.name, SystemAccount.password) == account.login)
            #expect(try login.answer() == account.login)
            #expect(try wrong.answer() == .denied)
            #expect(try deployment.deliver(to: account.name) == .found)
        }
    }
}
