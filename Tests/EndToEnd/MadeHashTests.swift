import Testing

/// Accounts whose hashes `vmailadm pw` makes when the tests begin.
private let madeHashes: [AccountCase] = ["CRYPT", "ARGON2ID", "BLF-CRYPT", "SHA512-CRYPT", "SSHA512.hex", "PLAIN"].map {
    (scheme: String) -> AccountCase in
    let made = try? ChildProcess.run(
        ["\(Repository.programs)/vmailadm", "pw", "--password-stdin", "-s", scheme], input: "hunter2\n")
    let stored = made?.lines.first ?? "!"
    return AccountCase(name: "made \(scheme)", vmPasswd: "'\(stored)'", login: .allowed, delivery: .found)
}

/// The statements that make them.
private let statements: String = madeHashes.map(\.sql).joined()

extension EndToEnd {
    /// What `vmailadm pw` makes lets its password in, whether we compare it or Dovecot does.
    @Suite(.serialized, .deployments(sql: statements))
    struct MadeHashTests {
        @Test(arguments: Setup.all, madeHashes) func letsItsPasswordIn(_ setup: Setup, _ account: AccountCase) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login(account.user, "hunter2") == .allowed)
            #expect(try deployment.login(account.user, "hunter3") == .denied)
        }
    }
}
