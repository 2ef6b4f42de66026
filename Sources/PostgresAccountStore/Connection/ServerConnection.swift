import CPostgres
import Glibc

/// A connection to a server in libpq's pipeline mode, closed when the value ends. It only makes calls that do not block.
struct ServerConnection: ~Copyable {
    /// What the socket is waited for.
    enum Wanted { case reading, writing, both }

    /// What a connection that is being made has come to.
    enum Progress: Equatable {
        case wants(Wanted)
        case connected
        case failed(ServerFailure)
    }

    /// What came of the oldest request.
    enum Received {
        /// Its answer is complete, up to its Sync. `isPrepared`: a statement was prepared.
        case answer(Result<QueryResult, ServerFailure>, isPrepared: Bool)
        /// The connection is broken.
        case broken(ServerFailure)
    }

    private let handle: OpaquePointer
    /// The number of this connection: of two, the later has the higher.
    private let number: Int
    /// The statements whose answers are to come.
    private var statements = FIFO<ServerStatement>()
    private var partial = Partial()
    private(set) var wanted = Wanted.writing

    /// The parts of an answer before its Sync.
    private struct Partial {
        var result: QueryResult?
        var failure: ServerFailure?
        var isPrepared = false
    }

    /// Begins to connect `server` of `uri`.
    init(uri: String, server: ServerAddress, number: Int) throws(ServerFailure) {
        var parameters = [("dbname", uri)]
        // Later parameters replace those of the URI.
        if let host = server.host { parameters.append(("host", host)) }
        if let address = server.address { parameters.append(("hostaddr", address)) }
        if let port = server.port { parameters.append(("port", port)) }
        parameters += [("client_encoding", "UTF8"), ("fallback_application_name", "vmail-dictd")]
        guard let handle = withParameters(parameters, { PQconnectStartParams($0, $1, 1) }) else {
            throw ServerFailure(cause: .client, message: "libpq has no memory")
        }
        // A failed connection has its SQLSTATE in the verbose text only.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        // libpq would write notices to standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQstatus(handle) != CONNECTION_BAD else {
            defer { PQfinish(handle) }
            throw ServerFailure(connection: handle)
        }
        self.handle = handle
        self.number = number
    }

    deinit { PQfinish(handle) }

    /// The socket; it changes while a connection is being made.
    var socket: Int32 { PQsocket(handle) }

    /// Goes on with connecting. Call it when the socket is as ``wanted``.
    mutating func proceed() -> Progress {
        switch PQconnectPoll(handle) {
        case PGRES_POLLING_READING: wanted = .reading
        case PGRES_POLLING_WRITING: wanted = .writing
        case PGRES_POLLING_OK:
            guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
                return .failed(ServerFailure(connection: handle))
            }
            wanted = .reading
            return .connected
        default: return .failed(ServerFailure(connection: handle))
        }
        return .wants(wanted)
    }

    /// Sends a request with its Sync.
    mutating func send(
        _ request: Request, statementName: String, isPreparing: Bool
    ) throws(ServerFailure) {
        let statement = request.statement
        if isPreparing {
            let types = statement.parameters.map(\.parameter)
            let isSent = statement.sql.withUTF8Buffer { sql in
                // A static string ends with a NUL.
                sql.withMemoryRebound(to: CChar.self) { sql in
                    PQsendPrepare(handle, statementName, sql.baseAddress, Int32(types.count), types)
                }
            }
            guard isSent == 1 else { throw ServerFailure(connection: handle) }
        }
        let isSent = withCStrings(request.parameters) { values in
            PQsendQueryPrepared(handle, statementName, Int32(request.parameters.count), values, nil, nil, 0)
        }
        guard isSent == 1, PQpipelineSync(handle) == 1 else { throw ServerFailure(connection: handle) }
        statements.append(statement)
    }

    /// Writes what the socket takes.
    mutating func flush() throws(ServerFailure) {
        let rest = PQflush(handle)
        guard rest >= 0 else { throw ServerFailure(connection: handle) }
        wanted = rest == 0 ? .reading : .both
    }

    /// Reads what has come. An error is found by ``nextReceived()``, which may have answers before it.
    func read() { PQconsumeInput(handle) }

    /// The next answer of what was read; nil if nothing is complete.
    mutating func nextReceived() -> Received? {
        var ends = 0
        while let statement = statements.first, PQisBusy(handle) == 0 {
            guard let result = PQgetResult(handle) else {
                // One nil ends the results of each query. Two are the end of all, which is not to be while an answer is missing.
                ends += 1
                if ends > 1 { return .broken(ServerFailure(connection: handle)) }
                continue
            }
            ends = 0
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK:
                partial.result = QueryResult(taking: result, of: statement, connection: number)
                continue
            case PGRES_COMMAND_OK: partial.isPrepared = true
            case PGRES_PIPELINE_SYNC:
                PQclear(result)
                return takeAnswer()
            case PGRES_PIPELINE_ABORTED: break
            default:
                let failure = ServerFailure(result: result)
                // A terminated backend says so, and the connection looks whole until the next read. No Sync comes any more.
                if case .error(_, isFatal: false) = failure.cause {
                    partial.failure = failure
                } else {
                    PQclear(result)
                    return .broken(failure)
                }
            }
            PQclear(result)
        }
        return PQstatus(handle) == CONNECTION_BAD ? .broken(ServerFailure(connection: handle)) : nil
    }

    private mutating func takeAnswer() -> Received {
        defer {
            partial = Partial()
            _ = statements.removeFirst()
        }
        let none = ServerFailure(cause: .client, message: "the server sent no rows")
        let answer = partial.failure.map(Result.failure) ?? partial.result.map(Result.success) ?? .failure(none)
        return .answer(answer, isPrepared: partial.isPrepared)
    }
}

extension ServerConnection.Wanted {
    /// The events of poll(2).
    var events: Int16 {
        switch self {
        case .reading: Int16(POLLIN)
        case .writing: Int16(POLLOUT)
        case .both: Int16(POLLIN | POLLOUT)
        }
    }
}
