import Foundation
import Testing

/// A quarter of a second of hashing, more or less.
private let slow = AccountCase(
    name: "slow", vmPasswd: "'{BLF-CRYPT}$2y$12$FerDs0GjuaULLXm9yPjgzujwShYIeGz1bmPsUQHjjB/myzwzh5wL.'",
    login: .allowed, delivery: .found)

extension EndToEnd {
    /// Dovecot leaks one helper's pipe into the next: a helper that waits for its end waits for all the others.
    @Suite(.serialized, .deployments(sql: slow.sql))
    struct SimultaneousLoginTests {
        @Test(arguments: Setup.with(.processes))
        func allSucceed(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let alone = Date()
            #expect(try deployment.login(slow.user, slow.password) == .allowed)
            let one = Date().timeIntervalSince(alone)

            let start = Date()
            let logins = try (0..<60).map { _ in try deployment.startLogin(slow.user, slow.password) }
            for login in logins { #expect(try login.answer() == .allowed) }
            let all = Date().timeIntervalSince(start)
            // For a reader: no assertion, because a loaded machine may take any time.
            print(String(format: "note: %@: one login %.2f s, 60 at once %.2f s", setup.testDescription, one, all))
        }
    }
}
