import Logging
import NIOCore

/// One client's connection: does what its session asks for, whatever the protocol.
///
/// It reads no more than it can answer: while a question waits for a lock, for its turn or for the client to take replies, and while
/// many questions are under way, what the client sends stays in the socket. Other connections go on.
final class SessionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case open
        /// No more commands will come. The connection closes when all that came are answered.
        case ending
        /// Closed, or closing when the client has taken its replies.
        case closed
    }

    /// The most commands of a turn. Then other connections have theirs.
    private static let commandsATurn = 64
    /// The most questions under way: each holds a reply in memory.
    private static let mostQuestions = 64

    let worker: LookupWorker
    private var session: any Session
    var replies = ReplyQueue()
    private var phase = Phase.open
    /// Lists that go on when the client has taken what is before them.
    var heldLists: [OpenQuestion] = []
    /// How many questions or turns wait for a time.
    var waitingCount = 0
    private var isReadWanted = false
    /// Whether the client takes its replies, as the channel last said.
    private(set) var isWritable = true
    /// Whether this connection has its turn: what comes of it is sent at the end.
    var hasTurn = false
    /// Whether ``proceed()`` is about to be called.
    private var isQueued = false
    var context: ChannelHandlerContext?

    init(_ session: any Session, worker: LookupWorker) {
        self.session = session
        self.worker = worker
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    // MARK: Events of the channel

    func channelActive(context: ChannelHandlerContext) {
        worker.counters.countConnection()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { session.receive($0) }
        proceedSoon()
    }

    func read(context: ChannelHandlerContext) {
        if canTakeCommands, case .open = phase { context.read() } else { isReadWanted = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if isWritable { proceed() }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // What the client has sent until now is still read and answered, unless the channel cannot tell where that ends.
        let isLast = event is ChannelShouldQuiesceEvent && !context.shutdownReceiving()
        if isLast || event as? ChannelEvent == .inputClosed {
            if case .open = phase { phase = .ending }
            proceed()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        worker.counters.countDisconnection()
        phase = .closed
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        worker.log.debug("a client's connection failed: \(error)")
        close(context)
    }

    // MARK: Commands

    /// Proceeds together with the other connections of the event loop that have something to do: their questions share a read of the
    /// database.
    func proceedSoon() {
        guard !isQueued, let context else { return }
        isQueued = true
        worker.batch(on: context.eventLoop) {
            self.isQueued = false
            self.proceed()
        }
    }

    /// Does what can be done now, and sends what came of it.
    func proceed() {
        guard let context else { return }
        hasTurn = true
        if !heldLists.isEmpty, let index = heldLists.firstIndex(where: canSend) { ask(heldLists.remove(at: index)) }
        if canTakeCommands, let first = session.nextAction() {
            worker.sharing(session.hasUnreadBytes) { performAll(from: first, context) }
        }
        hasTurn = false
        if replies.isReady, isOpen { context.writeAndFlush(wrapOutboundOut(replies.takeReady()), promise: nil) }
        guard canTakeCommands else { return }
        if case .ending = phase {
            if replies.openCount == 0 { close(context) }
        } else if isReadWanted {
            isReadWanted = false
            context.read()
        }
    }

    var isOpen: Bool { if case .closed = phase { false } else { true } }

    private var canTakeCommands: Bool {
        isOpen && waitingCount == 0 && heldLists.isEmpty && replies.openCount < Self.mostQuestions && isWritable
    }

    private func performAll(from first: SessionAction, _ context: ChannelHandlerContext) {
        perform(first, context)
        var count = 1
        while canTakeCommands {
            if count == Self.commandsATurn { return wait(forTurnOn: context.eventLoop) {} }
            guard let action = session.nextAction() else { return }
            perform(action, context)
            count += 1
        }
    }

    private func perform(_ action: SessionAction, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .ask(let question):
            let loop = context.eventLoop
            let open = OpenQuestion(question: question, place: replies.reserve(), since: loop.now)
            if case .list = question.kind {
                worker.counters.countList()
                wait(forTurnOn: loop) { self.proceed(with: open) }
            } else {
                ask(open)
            }
        case .refuse(let reply, let notice):
            worker.log.report(notice)
            replies.complete(replies.reserve(), reply)
        case .end(let notice):
            worker.log.report(notice)
            phase = .ending
        }
    }

    // MARK: The end

    /// Closes the connection when the client has taken all replies.
    private func close(_ context: ChannelHandlerContext) {
        guard isOpen else { return }
        // Before the write: the channel may call back from within it.
        phase = .closed
        let unsent = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        if !replies.isReady, unsent == 0 {
            context.close(promise: nil)
            return
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(replies.takeReady()), promise: written)
    }
}
