/// A question for the server, with the one who gets the answer.
struct Request: ServerRequest, Sendable {
    let statement: ServerStatement
    /// The parameters in the server's text format; nil is NULL.
    let parameters: [String?]
    /// Who asks; nil if nobody wants the answer.
    let asker: Asker?
    /// The number of the question among those of its asker.
    let number: Int

    var statementName: String { statement.name }
}

/// The answer to a request.
struct Answer: Sendable {
    let number: Int
    let result: Result<QueryResult, ServerFailure>
}

/// The store that asks, for the thread of the servers.
///
/// Sendable without the compiler's proof: the thread does not touch the store. Only work that `execute` runs does, on the event loop
/// that the store belongs to.
struct Asker: @unchecked Sendable {
    private let store: PostgresAccountStore
    private let execute: EventLoopExecutor

    init(_ store: PostgresAccountStore, execute: @escaping EventLoopExecutor) {
        self.store = store
        self.execute = execute
    }

    /// What tells this asker from others.
    var identity: ObjectIdentifier { ObjectIdentifier(store) }

    /// Hands the store its answers, where it asked.
    func take(_ answers: [Answer]) {
        execute { store.take(answers) }
    }
}

/// Runs work on the event loop that a store belongs to, from any thread.
package typealias EventLoopExecutor = @Sendable (@escaping @Sendable () -> Void) -> Void
