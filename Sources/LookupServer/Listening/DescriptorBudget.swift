import Glibc

/// What the limit of open files is enough for: every client is a descriptor, and the database must never be without.
struct DescriptorBudget: Equatable {
    /// How many event loops there can be.
    let eventLoops: Int
    /// How many clients may be connected at once.
    let clients: Int

    /// NIO's epoll, eventfd and timerfd; the store's main file, -wal, -shm and -journal; and SQLite keeps a closed main file open
    /// while another event loop has a lock on it.
    private static let descriptorsOfALoop = 8
    /// Two signalfds; at a reload the two new sockets and a probe, or a message to the service manager.
    private static let otherDescriptors = 5

    /// The budget of a process with `open` descriptors of `limit`, on `cores`, that will make `sockets` to serve.
    init(limit: Int, open: Int, cores: Int, sockets: Int) throws(TooFewDescriptors) {
        let free = limit - open - sockets - Self.otherDescriptors
        // At least three quarters of them are the clients'.
        eventLoops = max(1, min(cores, free / (4 * Self.descriptorsOfALoop)))
        clients = free - eventLoops * Self.descriptorsOfALoop
        guard clients > 0 else { throw TooFewDescriptors(limit: limit, needed: limit - clients + 1) }
    }

    /// The budget of this process, after raising its soft limit as far as it may.
    static func ofThisProcess(cores: Int, sockets: Int) throws(TooFewDescriptors) -> DescriptorBudget {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit(rlim_cur: 1024, rlim_max: 1024)
        if getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        let most = Int(clamping: limit.rlim_cur)
        let open = (0..<Int32(min(most, 1024))).count { fcntl($0, F_GETFD) >= 0 }
        return try DescriptorBudget(limit: most, open: open, cores: cores, sockets: sockets)
    }
}

/// The limit of open files is too low to serve anybody.
struct TooFewDescriptors: Error, Equatable, CustomStringConvertible {
    let limit: Int
    let needed: Int

    var description: String {
        "the limit of open files is \(limit), and \(needed) are needed; raise it (LimitNOFILE= in the service unit)"
    }
}
