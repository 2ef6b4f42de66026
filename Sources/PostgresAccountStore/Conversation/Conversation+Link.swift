extension Conversation {
    /// The most requests under way. More would only wait in the server.
    private static var mostOutstanding: Int { 256 }

    /// The connection is made.
    mutating func connected(now: Instant) {
        guard case .connecting(let server, _) = link else { return }
        link = .open(server: server)
        lastProgress = now
        hasAnswered = false
        preparations = [:]
        reportedOutage = nil
        act(.report(.connected(name(server), passedOver: reasons)))
        if let setup {
            var open = Open(request: setup, deadline: now + timing.answer)
            open.isAnswered = true
            waiting.prepend([open])
        }
        sendWaiting(now)
    }

    /// The connection broke or cannot be made.
    mutating func lost(_ failure: ServerFailure, now: Instant) {
        switch link {
        case .pausing:
            return
        case .open(let server):
            act(.disconnect)
            act(.report(.lost(name(server), reason: failure.message)))
            // The server may have dropped what it was asked: each is asked once more, of the next.
            askAgain(outstanding.removeAll(), now, otherwise: failure)
            // A server that breaks each connection before its first answer is not asked in a loop without a pause.
            if hasAnswered { startRound(at: server + 1, now) } else { tryNext(after: server, failure, now) }
        case .connecting(let server, _):
            act(.disconnect)
            tryNext(after: server, failure, now)
        }
    }

    private mutating func tryNext(after server: Int, _ failure: ServerFailure, _ now: Instant) {
        failures.append((name(server), failure))
        if failures.count < servers.count { connect(server + 1, now) } else { pause(after: failure, now) }
    }

    /// Tries each server of the list, from `server` on.
    mutating func startRound(at server: Int, _ now: Instant) {
        failures = []
        connect(server, now)
    }

    private mutating func connect(_ server: Int, _ now: Instant) {
        let number = servers.isEmpty ? 0 : server % servers.count
        link = .connecting(server: number, until: now + timing.silence)
        act(.connect(server: number))
    }

    /// No server can be connected: those who wait are told.
    private mutating func pause(after failure: ServerFailure, _ now: Instant) {
        link = .pausing(since: now)
        if reasons != reportedOutage { act(.report(.unreachable(reasons))) }
        reportedOutage = reasons
        for var open in waiting.removeAll() { answer(&open, .failure(failure)) }
    }

    // MARK: Requests

    mutating func sendWaiting(_ now: Instant) {
        while case .open = link, outstanding.count < Self.mostOutstanding, var open = waiting.removeFirst() {
            let statement = open.request.statementName
            var preparation = preparations[statement] ?? Preparation()
            open.isPreparing = !preparation.isSent
            open.preparation = preparation.number
            open.attempts += 1
            open.sentAt = now
            preparation.isSent = true
            preparations[statement] = preparation
            outstanding.append(open)
            act(
                .send(
                    open.request, statementName: "\(statement)_\(preparation.number)", isPreparing: open.isPreparing))
        }
    }

    /// Lets `requests` be sent once more, before all others; those that were sent twice, or have no time left, fail.
    mutating func askAgain(_ requests: [Open], _ now: Instant, otherwise failure: ServerFailure) {
        var again: [Open] = []
        for var open in requests where !open.isAnswered {
            if open.attempts < 2, now < open.deadline { again.append(open) } else { answer(&open, .failure(failure)) }
        }
        waiting.prepend(again)
    }

    mutating func answer(_ open: inout Open, _ result: Result<Rows, ServerFailure>) {
        guard !open.isAnswered else { return }
        open.isAnswered = true
        act(.answer(open.request, result))
    }

    /// Answers those whose time is up.
    mutating func answerLate(_ now: Instant) {
        let failure = ServerFailure.silence(timing.answer)
        for var open in waiting.remove(where: { now >= $0.deadline }) { answer(&open, .failure(failure)) }
        var late: [Request] = []
        var earliest: Instant?
        waiting.update { earliest = min(earliest ?? $0.deadline, $0.deadline) }
        outstanding.update { open in
            guard !open.isAnswered else { return }
            if now >= open.deadline {
                open.isAnswered = true
                late.append(open.request)
            } else {
                earliest = min(earliest ?? open.deadline, open.deadline)
            }
        }
        for request in late { act(.answer(request, .failure(failure))) }
        earliestDeadline = earliest
    }

    private mutating func act(_ action: Action) { actions.append(action) }

    private func name(_ server: Int) -> String { servers.indices.contains(server) ? servers[server] : "" }

    /// What became of the servers that were tried.
    private var reasons: [String] {
        failures.map { $0.server.isEmpty ? $0.failure.message : "\($0.server): \($0.failure.message)" }
    }
}
