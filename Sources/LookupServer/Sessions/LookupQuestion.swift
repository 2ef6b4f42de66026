import Authentication

/// A question about accounts, with the way from its answer to the reply.
protocol LookupQuestion {
    /// Asks the directory of `worker`, and calls `completion` once with the answer: before it returns, or later on the same event loop.
    func ask(_ worker: LookupWorker, then completion: @escaping (LookupAnswer) -> Void)

    /// What the counters and the log call the question.
    var kind: QuestionKind { get }

    /// The question in the words of the log and of error replies: `userdb user@example.com`.
    var description: String { get }

    /// The reply that says that there is no answer now. `reason` is for the client's log.
    func failureReply(_ reason: String) -> [UInt8]
}

/// What came of a question.
enum LookupAnswer {
    /// The reply, and what it says.
    case reply([UInt8], LookupResult)
    /// A part of a long reply, and the question for the rest. It is asked when the client has taken this part and other clients had
    /// their turn.
    case part([UInt8], rest: any LookupQuestion)
    /// There is no answer now. The question is asked again while the failure is a lock and `busy_timeout` lasts.
    case failure(TemporaryFailure)
}

/// How a question is counted, and how much of a turn it takes.
enum QuestionKind: Equatable {
    /// A look-up in this table: one of many in a turn.
    case lookup(LookupTable)
    /// A list, which takes as long as hundreds of look-ups: each part is a turn of its own.
    case list
}
