import AccountStore
import SecretBytes

/// The accounts of PostgreSQL servers, for one event loop. It answers each question later, on that event loop.
///
/// Several stores share the ``PostgresServers``. Each question is a statement of its own, which the server begins after it was asked. What
/// the servers cannot tell in time is a failure.
package final class PostgresAccountStore: AccountStore {
    private let servers: PostgresServers
    private let execute: EventLoopExecutor
    /// What to do with the answers, by question.
    private var handlers: [Int: (Result<QueryResult, StoreError>) -> Void] = [:]
    private var lastNumber = 0
    /// The requests of ``share(_:)``, which are sent together.
    private var shared: [Request]?

    /// A store over `servers` for the event loop on which `execute` runs work. Use it there only.
    package init(_ servers: PostgresServers, execute: @escaping EventLoopExecutor) {
        self.servers = servers
        self.execute = execute
    }

    package var name: String { servers.name }

    package func account(
        localpart: String, domain: String, wantsPassword: Bool,
        then completion: @escaping (consuming Result<AccountRows, StoreError>) -> Void
    ) {
        let name = name
        ask(LookupStatements.account, [localpart, domain, wantsPassword ? "t" : "f"]) { result in
            switch result {
            case .success(let rows): completion(rows.accountRows(database: name))
            case .failure(let error): completion(.failure(error))
            }
        }
    }

    package func mailboxes(
        after number: Int64, limit: Int, then completion: @escaping (Result<MailboxPage, StoreError>) -> Void
    ) {
        ask(LookupStatements.mailboxes, ["\(number)", "\(limit)"]) { completion($0.map(\.mailboxPage)) }
    }

    package func mailboxNumbers(then completion: @escaping (Result<ClosedRange<Int64>?, StoreError>) -> Void) {
        ask(LookupStatements.mailboxNumbers, []) { completion($0.map(\.mailboxNumbers)) }
    }

    package func password(
        from number: Int64, limit: Int, where isWanted: @escaping (borrowing SecretBytes) -> Bool,
        then completion: @escaping (consuming Result<SecretBytes?, StoreError>) -> Void
    ) {
        ask(LookupStatements.passwords, ["\(number)", "\(limit)"]) { result in
            switch result {
            case .success(let rows): completion(.success(rows.password(where: isWanted)))
            case .failure(let error): completion(.failure(error))
            }
        }
    }

    package func share(_ questions: () -> Void) {
        guard shared == nil else { return questions() }
        shared = []
        questions()
        if let shared, !shared.isEmpty { servers.ask(shared) }
        shared = nil
    }

    /// Asks the servers; `handler` gets the rows, whose columns have the types of the statement.
    func ask(
        _ statement: ServerStatement, _ parameters: [String?],
        then handler: @escaping (Result<QueryResult, StoreError>) -> Void
    ) {
        lastNumber += 1
        handlers[lastNumber] = handler
        let request = Request(
            statement: statement, parameters: parameters, asker: Asker(self, execute: execute), number: lastNumber)
        if shared == nil { servers.ask([request]) } else { shared?.append(request) }
    }

    /// Completes the questions that are answered.
    func take(_ answers: [Answer]) {
        for answer in answers {
            guard let handler = handlers.removeValue(forKey: answer.number) else { continue }
            switch answer.result {
            case .failure(let failure): handler(.failure(StoreError(failure, database: name)))
            case .success(let result):
                if let column = result.wrongColumn {
                    handler(.failure(StoreError(wrongColumn: column, database: name)))
                } else {
                    handler(.success(result))
                }
            }
        }
    }
}
