import Logging
import NIOCore
import Settings

/// The sockets of all endpoints, served.
struct ServedSockets {
    private let endpoints: [Endpoint]
    private let listening: Listening
    /// The listener of each endpoint; nil if the endpoint has no socket.
    private var listeners: [Listener?] = []

    /// Opens the sockets. Clients wait until ``accept()``.
    init(_ endpoints: [Endpoint], _ settings: Settings, _ listening: Listening) async throws {
        self.endpoints = endpoints
        self.listening = listening
        for endpoint in endpoints { listeners.append(try await Listener.open(endpoint, settings, listening)) }
    }

    /// Where the server listens, for people.
    var paths: [String] { listeners.compactMap { $0?.path } }

    /// Begins to accept.
    func accept() async throws {
        for listener in listeners { try await listener?.accept() }
    }

    /// Goes on with other settings, on other sockets if they say so. Throws if nothing was changed.
    mutating func apply(_ new: Settings, insteadOf old: Settings, drainAtMost limit: TimeAmount) async throws {
        // The new sockets first: if one cannot be opened, nothing has changed yet.
        var next = listeners
        do {
            for (index, endpoint) in endpoints.enumerated()
            where endpoint.passed == nil && endpoint.path(new) != endpoint.path(old) {
                next[index] = try await Listener.open(endpoint, new, listening)
            }
            for (listener, endpoint) in zip(next, endpoints) { try listener?.setMode(endpoint.mode(new)) }
        } catch {
            await drain(next.filter { opened in !listeners.contains { $0 === opened } }, atMost: limit)
            throw error
        }
        let replaced = listeners.filter { former in !next.contains { $0 === former } }
        try await listening.workers.apply(new)
        listeners = next
        try await accept()
        warnOfPassedSockets(old, new)
        await drain(replaced, atMost: limit)
    }

    /// Accepts no more, and ends the clients' connections when all that they sent is answered.
    consuming func drain(atMost limit: TimeAmount) async { await drain(listeners, atMost: limit) }

    private func drain(_ listeners: [Listener?], atMost limit: TimeAmount) async {
        await withDiscardingTaskGroup { tasks in
            for case let listener? in listeners { tasks.addTask { await listener.drain(atMost: limit) } }
        }
    }

    private func warnOfPassedSockets(_ old: Settings, _ new: Settings) {
        for endpoint in endpoints where endpoint.passed != nil {
            guard endpoint.path(old) != endpoint.path(new) || endpoint.mode(old) != endpoint.mode(new) else { continue }
            listening.logger.warning(
                """
                \(endpoint.setting) and \(endpoint.setting)_mode are not used: the service manager made the socket; change its \
                socket unit (ListenStream=, SocketMode=)
                """)
        }
    }
}
