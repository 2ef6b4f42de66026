/// The conversation with the database servers, as a value: questions and events go in, actions come out. It knows no libpq, no socket
/// and no clock, so its tests need no server.
///
/// It keeps one connection, to the first server of the list that can be connected. Questions are sent at once, each with a Sync of its own:
/// an error hits its question alone. Each question is answered before its deadline, and asked twice at most: once more where the
/// connection to the first server broke, or where its statement must be prepared anew. What cannot be told is a failure.
struct Conversation<Request: ServerRequest, Rows> {
    typealias Instant = ContinuousClock.Instant

    /// What to do, in this order.
    enum Action {
        /// Connect the server with this number in the list.
        case connect(server: Int)
        /// Send the request; before it, if `isPreparing`, the statement that it executes, under this name.
        case send(Request, statementName: String, isPreparing: Bool)
        /// Close the connection.
        case disconnect
        /// Give the answer to the one who asked.
        case answer(Request, Result<Rows, ServerFailure>)
        /// Log the change.
        case report(ServerReport)
    }

    /// A request that has no answer yet.
    struct Open {
        let request: Request
        let deadline: Instant
        /// How often it was sent.
        var attempts = 0
        var sentAt: Instant?
        /// The number of the preparation that it relies on, and whether it was sent with it.
        var preparation = 0
        var isPreparing = false
        /// Whether the one who asked has an answer. The server's answer is still to come, and is dropped.
        var isAnswered = false
    }

    enum Link {
        /// All servers of the list failed at this time.
        case pausing(since: Instant)
        case connecting(server: Int, until: Instant)
        case open(server: Int)
    }

    /// What is known of a statement on the open connection.
    struct Preparation {
        var number = 0
        /// Whether the server has it, or will have it if what was sent is no mistake.
        var isSent = false
        /// Why the server refused the one before.
        var refusal: ServerFailure?
    }

    let timing: ConversationTiming
    /// What is asked first on each connection; nobody gets the answer.
    let setup: Request?
    /// The servers' names, in the order of the list. It may be replaced when the first of them is about to be connected.
    var servers: [String] = []

    var link: Link
    var waiting = FIFO<Open>()
    var outstanding = FIFO<Open>()
    var actions = FIFO<Action>()
    var lastProgress: Instant
    /// Whether the server of the open connection has answered anything.
    var hasAnswered = false
    /// No open request has a deadline before this.
    var earliestDeadline: Instant?
    var preparations: [String: Preparation] = [:]
    /// The servers that were tried since the last pause or connection, in vain.
    var failures: [(server: String, failure: ServerFailure)] = []
    /// What was last logged of an outage.
    var reportedOutage: [String]?

    /// A conversation that begins to connect the first server.
    init(timing: ConversationTiming, setup: Request?, now: Instant) {
        self.timing = timing
        self.setup = setup
        lastProgress = now
        link = .pausing(since: now)
        startRound(at: 0, now)
    }

    /// Whether there is something to do.
    var hasActions: Bool { !actions.isEmpty }

    /// Whether there is a connection.
    var isOpen: Bool { if case .open = link { true } else { false } }

    /// What to do next; nil if there is nothing.
    mutating func nextAction() -> Action? { actions.removeFirst() }

    /// Asks `request`.
    mutating func ask(_ request: Request, now: Instant) {
        let open = Open(request: request, deadline: now + timing.answer)
        earliestDeadline = min(earliestDeadline ?? open.deadline, open.deadline)
        waiting.append(open)
        sendWaiting(now)
    }

    /// The oldest request that was sent is answered, up to its Sync. `isPrepared`: the server has prepared the statement that came with it.
    mutating func received(_ result: Result<Rows, ServerFailure>, isPrepared: Bool, now: Instant) {
        guard var open = outstanding.removeFirst() else { return }
        lastProgress = now
        let statement = open.request.statementName
        if open.isPreparing, !isPrepared, preparations[statement]?.number == open.preparation,
            case .failure(let failure) = result
        {
            preparations[statement] = Preparation(number: open.preparation + 1, refusal: failure)
        }
        switch result {
        case .success:
            hasAnswered = true
            answer(&open, result)
        case .failure(let failure):
            switch failure.remedy {
            case _ where statement == setup?.statementName:
                // Without its settings the connection could hide rows.
                lost(failure, now: now)
            case .fail:
                hasAnswered = true
                answer(&open, result)
            case .prepareAgain:
                let preparation = preparations[statement]
                if preparation?.number == open.preparation + 1, let refusal = preparation?.refusal, !open.isPreparing {
                    // It relied on a preparation that was refused.
                    answer(&open, .failure(refusal))
                    break
                }
                // Others may have been sent with the same statement. The first of them makes the next be prepared.
                if preparation?.number == open.preparation, preparation?.isSent == true {
                    preparations[statement] = Preparation(number: open.preparation + 1)
                }
                askAgain([open], now, otherwise: failure)
            case .nextServer:
                outstanding.prepend([open])
                lost(failure, now: now)
            }
        }
        sendWaiting(now)
    }

    /// What is to be done because of the time. Call it when ``wakeUpTime`` has come.
    mutating func timePassed(now: Instant) {
        if let earliestDeadline, now >= earliestDeadline { answerLate(now) }
        switch link {
        case .pausing(let since):
            if now >= since + pause { startRound(at: 0, now) }
        case .connecting(_, let until):
            if now >= until { lost(.silence(timing.silence), now: now) }
        case .open:
            if let silentAt, now >= silentAt { lost(.silence(timing.silence), now: now) }
        }
        sendWaiting(now)
    }

    /// When there is something to do even if nothing happens.
    var wakeUpTime: Instant? {
        let time: Instant? =
            switch link {
            case .pausing(let since): since + pause
            case .connecting(_, let until): until
            case .open: silentAt
            }
        guard let time, let earliestDeadline else { return time ?? earliestDeadline }
        return min(time, earliestDeadline)
    }

    /// The time from which a server that has not answered is silent.
    private var silentAt: Instant? {
        guard let sentAt = outstanding.first?.sentAt else { return nil }
        return max(lastProgress, sentAt) + timing.silence
    }

    private var pause: Duration { waiting.isEmpty ? timing.idlePause : timing.pause }
}

/// What a conversation must know of a request.
protocol ServerRequest {
    /// The name of the statement that it executes.
    var statementName: String { get }
}

/// How long a conversation waits for what.
struct ConversationTiming: Equatable, Sendable {
    /// From a question to its answer, at most.
    let answer: Duration
    /// From a question, or the start of a connection, until a server that sends nothing is given up: half, so that there is time for another.
    let silence: Duration
    /// After a failure of all servers until they are tried again: while a question waits, and else.
    let pause = Duration.milliseconds(200)
    let idlePause = Duration.seconds(2)

    /// The timing for the setting `busy_timeout`, which may be 0.
    init(busyTimeout: Int) {
        answer = .seconds(max(busyTimeout, 1))
        silence = answer / 2
    }
}
