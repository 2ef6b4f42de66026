import Glibc

/// Tells the service manager the state of the service: sd_notify(3), by the protocol in its "Notes" for programs without libsystemd.
package struct ServiceNotifier: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        /// It serves, for the first time or after `reloading`. The status is a line for the administrator.
        case ready(status: String)
        case reloading
        /// It serves no longer, and is about to end.
        case stopping
        /// It does not hang. The watchdog must hear that within its interval.
        case alive
    }

    /// The value of NOTIFY_SOCKET; nil without a service manager.
    private let socket: String?

    package init(environment: (String) -> String?) {
        socket = environment("NOTIFY_SOCKET").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Tells the service manager, if there is one; waits for room in its socket's queue.
    package func send(_ state: State) throws(NotifyError) {
        guard let socket else { return }
        guard let address = UnixSocketAddress(notifySocket: socket) else { throw .address(socket) }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(socket, errno) }
        defer { close(descriptor) }
        let text = Array(Self.text(of: state, monotonicMicroseconds: Self.monotonicMicroseconds()).utf8)
        var count: Int
        repeat {
            count = address.withSockaddr { sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), $0, $1) }
        } while count < 0 && errno == EINTR
        guard count == text.count else { throw .system(socket, errno) }
    }

    /// The message, a `NAME=value` a line. MONOTONIC_USEC is what Type=notify-reload wants with RELOADING (systemd.service(5)).
    static func text(of state: State, monotonicMicroseconds: UInt64) -> String {
        switch state {
        case .ready(let status):
            // A line break would end the value.
            "READY=1\nSTATUS=\(String(status.map { $0.isNewline ? "?" : $0 }))"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)\nSTATUS=reading the settings again"
        case .stopping: "STOPPING=1\nSTATUS=stopping"
        case .alive: "WATCHDOG=1"
        }
    }

    private static func monotonicMicroseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(clamping: time.tv_sec) &* 1_000_000 &+ UInt64(clamping: time.tv_nsec / 1_000)
    }
}

/// Why the service manager could not be told.
package enum NotifyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// NOTIFY_SOCKET is neither a path nor an abstract name.
    case address(String)
    /// The system refused; the `errno`.
    case system(String, Int32)

    package var description: String {
        switch self {
        case .address(let socket):
            "cannot tell the service manager anything: NOTIFY_SOCKET is \"\(socket)\", and a path or an @ is understood"
        case .system(let socket, let code):
            "cannot tell the service manager anything at \(socket) (\(String(cString: strerror(code))))"
        }
    }
}
