import Glibc

/// What started this process and looks after it: systemd, another service manager that speaks its protocols, or nobody in particular.
public struct Supervisor: Sendable {
    /// Who is told how the service is.
    public let notifier: ServiceNotifier
    /// How often it wants to hear that the service does not hang; nil for never.
    public let watchdogInterval: Duration?
    /// The listening socket that it made; nil if the service makes its own.
    public let passedSocket: PassedSocket?

    /// What these environment variables say. Throws for sockets that were passed and can't be served.
    public init(environment: (String) -> String?) throws(PassedSocketError) {
        notifier = ServiceNotifier(environment: environment)
        watchdogInterval = Supervision.watchdogInterval(environment: environment)
        passedSocket = try PassedSocket(environment: environment)
    }
}

/// The value of an environment variable of this process; nil if it is not set.
public func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
