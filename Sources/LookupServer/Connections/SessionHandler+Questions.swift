import NIOCore

extension SessionHandler {
    /// A question whose reply is not complete, with the place of that reply.
    struct OpenQuestion {
        let question: any LookupQuestion
        let place: ReplyQueue.Place
        let since: NIODeadline
        /// The attempts since the database was found locked.
        var retry: Retry?
    }

    func ask(_ open: OpenQuestion) {
        open.question.ask(worker) { answer in self.take(answer, to: open) }
    }

    private func take(_ answer: LookupAnswer, to open: OpenQuestion) {
        // The client may have gone meanwhile.
        guard isOpen, let loop = context?.eventLoop else { return }
        switch answer {
        case .reply(let bytes, let result):
            worker.count(open.question, result, since: open.since, now: loop.now)
            replies.complete(open.place, bytes)
        case .part(let bytes, let rest):
            replies.add(bytes, to: open.place)
            let next = OpenQuestion(question: rest, place: open.place, since: open.since)
            wait(forTurnOn: loop) { self.proceed(with: next) }
        case .failure(let failure):
            let retry = open.retry ?? Retry(seconds: worker.busyTimeout, now: loop.now)
            if failure.isLock, let (delay, next) = retry.next(now: loop.now) {
                var again = open
                again.retry = next
                waitingCount += 1
                loop.assumeIsolated().scheduleTask(in: delay) { [again] in self.endWait { self.ask(again) } }
            } else {
                worker.count(open.question, .temporaryFailure, since: open.since, now: loop.now)
                let reason = "\(open.question.description): \(failure)"
                worker.log.report(Notice(level: .error, kind: failure.description, text: reason))
                replies.complete(open.place, open.question.failureReply(reason))
            }
        }
        // The answer came later than the turn of its question.
        if !hasTurn { proceedSoon() }
    }

    /// Goes on with a list, or holds it until the client has taken what is before it.
    func proceed(with list: OpenQuestion) {
        if canSend(list) { ask(list) } else { heldLists.append(list) }
    }

    func canSend(_ list: OpenQuestion) -> Bool {
        isOpen && replies.isFirst(list.place) && isWritable
    }

    /// Lets other connections go first, and then does `work` and proceeds.
    func wait(forTurnOn loop: any EventLoop, _ work: @escaping () -> Void) {
        waitingCount += 1
        worker.turns.wait(on: loop) { self.endWait(work) }
    }

    private func endWait(_ work: () -> Void) {
        waitingCount -= 1
        guard isOpen else { return }
        hasTurn = true
        work()
        proceed()
    }
}
