import Glibc

/// What the service manager that started this process has told it: systemd, or another one with the same protocols, if any.
public struct Supervisor: Sendable {
    package let notifier: ServiceNotifier
    /// How often the service manager must hear that the service does not hang; nil for never.
    package let watchdogInterval: Duration?
    /// The listening sockets that it made; the service makes the others.
    package let passedSockets: PassedSockets

    /// What these environment variables say. Throws if the passed sockets cannot be served.
    package init(environment: (String) -> String?) throws(PassedSocketError) {
        notifier = ServiceNotifier(environment: environment)
        watchdogInterval = Supervision.watchdogInterval(environment: environment)
        passedSockets = try PassedSockets(environment: environment)
    }
}

/// The value of an environment variable of this process; nil if it is not set.
package func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
