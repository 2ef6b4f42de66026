import Authentication
import DictProtocol
import Logging
import NIOCore
import NIOExtras
import TerminalText

/// One client: its commands in, their replies out, in order and one at a time.
///
/// A command that has to wait, for a lock or for the client to read, makes the ones behind it wait, and what the client sends stays
/// in its socket, but for what one more read takes out; other connections go on.
final class DictConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the connection is at.
    private enum Activity {
        /// Ready for the next command.
        case idle
        /// Waiting for a lock on the database, or for its turn.
        case waiting
        /// In the middle of a list.
        case listing(Listing)
        /// Closed, or about to be.
        case over
    }

    /// How many commands are answered before other connections get their turn.
    private static let commandsATurn = 64

    private let worker: LookupWorker
    private var reader = DictLineReader()
    private var dict: DictName?
    private var activity = Activity.idle
    private var replies = ByteBuffer()
    /// True once no more commands will come, so that the connection closes when those that came are answered.
    private var isEnding = false
    private var isReadWanted = false
    /// True while the worker has commands of this connection before it.
    private var isQueued = false
    /// When the look-up that is answered was asked for.
    private var asked = NIODeadline.distantPast

    init(worker: LookupWorker) { self.worker = worker }

    // MARK: What the channel says

    func channelActive(context: ChannelHandlerContext) {
        worker.counters.countConnection()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .over = activity { return }
        unwrapInboundIn(data).withUnsafeReadableBytes { reader.append($0) }
        guard !isQueued else { return }
        isQueued = true
        worker.together(on: context.eventLoop) {
            self.isQueued = false
            self.proceed(context)
        }
    }

    func read(context: ChannelHandlerContext) {
        if case .idle = activity, context.channel.isWritable {
            context.read()
        } else {
            isReadWanted = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { proceed(context) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // What was sent until now is still to be read and answered, unless the channel can't tell where that ends.
        let isLast = event is ChannelShouldQuiesceEvent && !context.shutdownReceiving()
        if isLast || event as? ChannelEvent == .inputClosed {
            isEnding = true
            proceed(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        worker.counters.countDisconnection()
        activity = .over
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        worker.log.log(.debug, "a client's connection failed: \(error)")
        close(context)
    }

    // MARK: Commands

    /// Goes on with whatever can be done now, and sends what came of it.
    private func proceed(_ context: ChannelHandlerContext) {
        if case .listing(let listing) = activity { proceed(with: listing, context) }
        if case .idle = activity, context.channel.isWritable, let first = nextCommand(context) {
            worker.sharing(reader.count > 0) { performAll(from: first, context) }
        }
        flush(context)
        guard case .idle = activity, context.channel.isWritable else { return }
        if isEnding {
            close(context)
        } else if isReadWanted {
            isReadWanted = false
            context.read()
        }
    }

    private func performAll(from first: DictCommand, _ context: ChannelHandlerContext) {
        perform(first, context)
        var turns = 1
        while case .idle = activity, context.channel.isWritable {
            if turns == Self.commandsATurn {
                resume(context, after: .zero) { $0.activity = .idle }
                break
            }
            turns += 1
            guard let command = nextCommand(context) else { break }
            perform(command, context)
        }
    }

    private func nextCommand(_ context: ChannelHandlerContext) -> DictCommand? {
        do throws(DictCommandError) {
            return try reader.nextCommand()
        } catch {
            end(context, because: "a client sent \(error)")
            return nil
        }
    }

    private func perform(_ command: DictCommand, _ context: ChannelHandlerContext) {
        guard let dict else {
            greet(command, context)
            return
        }
        switch command {
        case .hello:
            end(context, because: "a client of \(dict) sent HELLO twice")
        case .lookup(let key):
            guard let user = dict.user(inKey: key) else {
                refuse("\(dict) has no key \"\(printable(key))\": its keys begin with \(printable(dict.prefix))")
                return
            }
            asked = context.eventLoop.now
            lookUp(dict, user: user, retry: nil, context)
        case .iterate(let flags, let maxRows, let path):
            do throws(Listing.Refusal) {
                let listing = try Listing(dict, flags: flags, maxRows: maxRows, path: path)
                worker.counters.countList()
                proceed(with: listing, context)
            } catch {
                refuse("\(dict): \(error)")
            }
        case .commit(let id, let isAsync):
            worker.log.log(.warning, "a client of \(dict) wanted to change it: it is read-only")
            replies.writeBytes(DictReply.transactionRefused(id: id, isAsync: isAsync))
        case .transactionStep:
            break
        }
    }

    private func greet(_ command: DictCommand, _ context: ChannelHandlerContext) {
        guard case .hello(let major, let name) = command else {
            end(context, because: "a client did not begin with HELLO")
            return
        }
        guard (3...4).contains(major) else {
            end(context, because: "a client speaks version \(major) of the dict protocol; 3 and 4 are understood")
            return
        }
        dict = DictName(name: name)
        if dict == nil {
            let known = DictName.allCases.map(\.rawValue).joined(separator: ", ")
            end(context, because: "a client asked for the dictionary \"\(printable(name))\"; there are \(known)")
        }
    }

    private func lookUp(_ dict: DictName, user: ArraySlice<UInt8>, retry: Retry?, _ context: ChannelHandlerContext) {
        do throws(TemporaryFailure) {
            replies.writeBytes(try worker.reply(dict, user: user))
            worker.count(dict, user: user, since: asked, now: context.eventLoop.now)
        } catch {
            if error.isLock, let (delay, next) = (retry ?? newRetry(context)).next(now: context.eventLoop.now) {
                resume(context, after: delay) { connection in
                    connection.activity = .idle
                    connection.lookUp(dict, user: user, retry: next, context)
                }
            } else {
                worker.count(dict, user: user, since: asked, now: context.eventLoop.now)
                refuse("\(dict) \(printable(user)): \(error)", log: .error)
            }
        }
    }

    /// Sends the next parts of a list, as long as the client takes them.
    private func proceed(with listing: Listing, _ context: ChannelHandlerContext) {
        guard context.channel.isWritable else {
            activity = .listing(listing)
            return
        }
        do throws(TemporaryFailure) {
            let (rest, bytes) = try listing.nextPart(from: worker)
            replies.writeBytes(bytes)
            activity = .idle
            if let rest { resume(context, after: .zero) { $0.activity = .listing(rest) } }
        } catch {
            activity = .idle
            let retry = listing.retry ?? newRetry(context)
            if error.isLock, let (delay, next) = retry.next(now: context.eventLoop.now) {
                let listing = listing.retrying(next)
                resume(context, after: delay) { $0.activity = .listing(listing) }
            } else {
                refuse("\(DictName.userdb): the list of users ends early: \(error)", log: .error)
            }
        }
    }

    private func newRetry(_ context: ChannelHandlerContext) -> Retry {
        Retry(seconds: worker.busyTimeout, now: context.eventLoop.now)
    }

    /// Leaves the turn to others, and goes on `after` a time with what `action` sets.
    private func resume(
        _ context: ChannelHandlerContext, after delay: TimeAmount, _ action: @escaping (DictConnection) -> Void
    ) {
        activity = .waiting
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            guard case .waiting = self.activity else { return }
            action(self)
            self.proceed(context)
        }
    }

    // MARK: Replies

    private func refuse(_ reason: String, log level: Logger.Level = .warning) {
        worker.log.log(level, reason)
        replies.writeBytes(DictReply.failure(reason))
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard replies.readableBytes > 0 else { return }
        // Taken first: the channel may call back from within the write.
        let written = replies
        replies = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(written), promise: nil)
    }

    /// Closes a connection that is of no use any more. Dovecot takes that for a temporary failure.
    private func end(_ context: ChannelHandlerContext, because reason: String) {
        worker.log.log(.warning, "\(reason); the connection is closed")
        close(context)
    }

    /// Closes the connection when all replies have been taken.
    private func close(_ context: ChannelHandlerContext) {
        if case .over = activity { return }
        // Before the write, from within which the channel may call back: no command is answered any more.
        activity = .over
        let unsent = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        if replies.readableBytes == 0, unsent == 0 {
            context.close(promise: nil)
            return
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        let last = replies
        replies = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(last), promise: written)
    }
}
