import NIOCore

/// How many clients may be connected, over all sockets that are served. It stays on the event loop that accepts.
final class ClientLimit {
    private let most: Int
    private let log: LookupLog
    private var count = 0
    private var waiting: [() -> Void] = []

    /// A limit of `most` clients.
    init(most: Int, log: LookupLog) {
        self.most = most
        self.log = log
    }

    /// Calls `accept` at once if a client may be accepted, else when another one has disconnected. Clients that wait do so in the
    /// backlog; Dovecot treats that as a temporary failure if it takes long.
    func whenThereIsRoom(_ accept: @escaping () -> Void) {
        if count < most { return accept() }
        let text =
            "\(most) clients are connected, as many as the limit of open files allows; more must wait; "
            + "raise that limit (LimitNOFILE= in the service unit)"
        log.report(Notice(kind: "the limit of clients was reached", text: text))
        waiting.append(accept)
    }

    /// Counts an accepted client until its channel has closed.
    func add(_ client: any Channel, on loop: any EventLoop) {
        count += 1
        client.closeFuture.hop(to: loop).assumeIsolated().whenComplete { _ in
            self.count -= 1
            let waiting = self.waiting
            self.waiting = []
            for accept in waiting { self.whenThereIsRoom(accept) }
        }
    }
}
