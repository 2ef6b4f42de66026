import Synchronization
import Testing

/// Deployments over the same database, each started when a case first asks for it and ended with the suite.
final class Fleet: Sendable {
    @TaskLocal static var current: Fleet?

    private let sql: String
    private let settings: @Sendable (any DovecotDriver) -> String
    private let running = Mutex<[String: Deployment]>([:])

    init(sql: String, settings: @escaping @Sendable (any DovecotDriver) -> String) {
        self.sql = sql
        self.settings = settings
    }

    static func deployment(_ setup: Setup) throws -> Deployment {
        guard let fleet = current else { throw ChildProcessError(description: "the suite has no .deployments trait") }
        return try fleet.running.withLock { running in
            if let deployment = running[setup.testDescription] { return deployment }
            let deployment = try Deployment(setup, sql: fleet.sql, settings: fleet.settings(setup.driver))
            running[setup.testDescription] = deployment
            return deployment
        }
    }

    func stop() {
        running.withLock { running in
            for deployment in running.values { deployment.stop() }
            running = [:]
        }
    }
}

/// Gives a suite its fleet.
struct DeploymentsTrait: SuiteTrait, TestScoping {
    let sql: String
    let settings: @Sendable (any DovecotDriver) -> String

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let fleet = Fleet(sql: sql, settings: settings)
        defer { fleet.stop() }
        try await Fleet.$current.withValue(fleet) { try await function() }
    }
}

extension Trait where Self == DeploymentsTrait {
    /// - Parameters:
    ///   - sql: What the database of each deployment has.
    ///   - settings: Lines at the end of each dovecot.conf.
    static func deployments(
        sql: String, settings: @escaping @Sendable (any DovecotDriver) -> String = { _ in "" }
    ) -> Self {
        Self(sql: sql, settings: settings)
    }
}
