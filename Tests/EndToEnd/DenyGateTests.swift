import Testing

extension EndToEnd {
    /// A look-up before every other passdb, so that -1 reaches accounts whose passwords are elsewhere.
    @Suite(.serialized, .deployments(sql: SystemAccount.sql))
    struct DenyGateTests {
        @Test(arguments: Setup.with(.systemAccounts), SystemAccount.all)
        func systemAccount(_ setup: Setup, _ account: SystemAccount) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login(account.name, SystemAccount.password) == account.login)
            #expect(try deployment.login(account.name, "hunter3") == .denied)
            let smtp = try deployment.doveadm(
                ["auth", "test", "-x", "service=smtp", account.name], input: SystemAccount.password + "\n")
            #expect((smtp.status == 0) == (account.login == .allowed))
            #expect(try deployment.deliver(to: account.name) == .found)
        }
    }
}
