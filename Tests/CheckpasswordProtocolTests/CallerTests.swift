import CheckpasswordProtocol
import Testing

@Suite struct CallerTests {
    @Test(
        arguments: [
            ([], Caller.other),
            (["AUTHORIZED=1"], .other),
            (["ORIG_UID=0"], .dovecotVerifying),
            (["ORIG_UID=0", "AUTHORIZED=2"], .dovecotVerifying),
            (["ORIG_UID=0", "AUTHORIZED="], .dovecotVerifying),
            (["ORIG_UID=0", "CREDENTIALS_LOOKUP=1"], .dovecotVerifying),
            (["ORIG_UID=0", "AUTHORIZED=1"], .dovecotLookingUp(.userdb)),
            (["ORIG_UID=0", "AUTHORIZED=1", "CREDENTIALS_LOOKUP=1", "SCHEME="], .dovecotLookingUp(.credentials)),
        ] as [([String], Caller)])
    func theEnvironmentTells(variables: [String], caller: Caller) {
        var environment = Environment()
        for variable in variables {
            let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            environment[String(parts[0])] = String(parts[1])
        }
        #expect(Caller(environment: environment) == caller)
    }
}

@Suite struct ExitCodeTests {
    /// The table: other, verifying, looking up.
    @Test(
        arguments: [
            (Outcome.refused, [1, 1, 3]), (.unknown, [1, 1, 3]), (.temporaryFailure, [111, 111, 111]),
            (.badRequest(.unreadable(9)), [111, 111, 111]), (.badRequest(.empty), [2, 111, 111]),
            (.badRequest(.cutOff), [2, 111, 111]), (.badRequest(.tooLong), [1, 1, 111]), (.misused, [2, 111, 111]),
            (.replied, [0, 0, 2]),
        ] as [(Outcome, [Int32])])
    func theTable(outcome: Outcome, codes: [Int32]) {
        #expect(exitCode(outcome, for: .other) == codes[0])
        #expect(exitCode(outcome, for: .dovecotVerifying) == codes[1])
        #expect(exitCode(outcome, for: .dovecotLookingUp(.userdb)) == codes[2])
        #expect(exitCode(outcome, for: .dovecotLookingUp(.credentials)) == codes[2])
    }
}
