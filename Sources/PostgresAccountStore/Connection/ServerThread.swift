import Glibc

/// The thread that talks with the servers: it does what the ``Conversation`` says, and waits nowhere but in poll(2).
struct ServerThread: ~Copyable {
    private let uri: String
    private let inbox: Inbox
    private let report: @Sendable (ServerReport) -> Void
    private var conversation: Conversation<Request, QueryResult>
    private var servers: [ServerAddress] = []
    private var connection: ServerConnection?
    /// Counts the connections that were begun.
    private var connectionNumber = 0
    /// The server that the current connection is for.
    private var server = 0
    private var isConnected = false
    /// Answers by asker, until they are handed over together.
    private var answers: [ObjectIdentifier: (asker: Asker, answers: [Answer])] = [:]

    init(
        uri: String, timing: ConversationTiming, inbox: Inbox, report: @escaping @Sendable (ServerReport) -> Void
    ) {
        self.uri = uri
        self.inbox = inbox
        self.report = report
        // A server that is stuck, in a lock for example, is to say so before it counts as silent.
        let timeout = max(1, Int(timing.silence * 4 / 5 / .milliseconds(1)))
        let setup = Request(statement: LookupStatements.session, parameters: ["\(timeout)"], asker: nil, number: 0)
        conversation = Conversation(timing: timing, setup: setup, now: .now)
    }

    /// Runs until the inbox is closed.
    mutating func run() {
        while let (requests, addresses) = inbox.takeAll() {
            let now = ContinuousClock.now
            for request in requests { conversation.ask(request, now: now) }
            for (lookup, result) in addresses where lookup == connectionNumber { connect(to: result) }
            conversation.timePassed(now: now)
            performActions()
            wait()
        }
    }

    private mutating func performActions() {
        // A connection that breaks while what was said is sent leaves further actions.
        repeat {
            performQueuedActions()
            use { (connection) throws(ServerFailure) in try connection?.flush() }
        } while conversation.hasActions
        for (asker, answers) in answers.values { asker.take(answers) }
        answers.removeAll(keepingCapacity: true)
    }

    private mutating func performQueuedActions() {
        while let action = conversation.nextAction() {
            switch action {
            case .connect(let server): startConnecting(server)
            case .disconnect: disconnect()
            case .send(let request, let statementName, let isPreparing):
                use { (connection) throws(ServerFailure) in
                    try connection?.send(request, statementName: statementName, isPreparing: isPreparing)
                }
            case .answer(let request, let result):
                guard let asker = request.asker else { continue }
                answers[asker.identity, default: (asker, [])].answers.append(
                    Answer(number: request.number, result: result))
            case .report(let change): report(change)
            }
        }
    }

    /// Calls `body` with the connection if it is made. If `body` throws, it is lost.
    private mutating func use(_ body: (inout ServerConnection?) throws(ServerFailure) -> Void) {
        guard isConnected else { return }
        do throws(ServerFailure) { try body(&connection) } catch { lose(error) }
    }

    /// What is still to be sent on this connection must not be sent on the next.
    private mutating func lose(_ failure: ServerFailure) {
        disconnect()
        conversation.lost(failure, now: .now)
    }

    private mutating func disconnect() {
        connection = nil
        isConnected = false
    }

    // MARK: Connecting

    private mutating func startConnecting(_ number: Int) {
        disconnect()
        connectionNumber += 1
        server = number
        do throws(ServerFailure) {
            // The files that the URI names may have changed.
            if server == 0 { servers = try ServerList.read(uri) }
            conversation.servers = servers.map(\.description)
            guard servers.indices.contains(server) else {
                throw ServerFailure(cause: .connection, message: "the list of servers has become shorter")
            }
            guard let name = servers[server].unresolvedName else { return connect(to: .success([])) }
            let (inbox, lookup) = (inbox, connectionNumber)
            lookUpAddresses(of: name) { inbox.put($0, ofLookup: lookup) }
        } catch {
            lose(error)
        }
    }

    /// Begins to connect the server, at its `addresses` if it has a name.
    private mutating func connect(to addresses: Result<[String], ServerFailure>) {
        do throws(ServerFailure) {
            let addresses = try addresses.get()
            // Each time from another address on: one that does not answer takes all the time of a connection.
            let first = addresses.isEmpty ? 0 : connectionNumber / servers.count % addresses.count
            let address =
                addresses.isEmpty
                ? servers[server] : servers[server].resolved(to: Array(addresses[first...] + addresses[..<first]))
            connection = try ServerConnection(uri: uri, server: address, number: connectionNumber)
        } catch {
            lose(error)
        }
    }

    // MARK: The socket

    /// Waits until there is something to do, and reads what has come.
    private mutating func wait() {
        var descriptors = [pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0)]
        if let socket = connection?.socket, let events = connection?.wanted.events {
            descriptors.append(pollfd(fd: socket, events: events, revents: 0))
        }
        var milliseconds: Int32 = -1
        if let time = conversation.wakeUpTime {
            // One more, because poll(2) must not return before the time has come.
            milliseconds = Int32(
                clamping: Int64(max(.zero, ContinuousClock.now.duration(to: time)) / .milliseconds(1)) + 1)
        }
        guard poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0, descriptors.count > 1,
            descriptors[1].revents != 0
        else { return }
        if isConnected { read() } else { proceed() }
    }

    private mutating func proceed() {
        switch connection?.proceed() {
        case .connected:
            isConnected = true
            conversation.connected(now: .now)
        case .failed(let failure): lose(failure)
        case .wants, nil: break
        }
    }

    private mutating func read() {
        connection?.read()
        let now = ContinuousClock.now
        while let received = connection?.nextReceived() {
            switch received {
            case .answer(let result, let isPrepared):
                conversation.received(result, isPrepared: isPrepared, now: now)
                // It may have given the connection up. What else came on it is of no other's concern.
                guard conversation.isOpen else { return }
            case .broken(let failure): return lose(failure)
            }
        }
    }
}
