/// Why a database server gave no answer: the error that it sent, or what became of the connection.
struct ServerFailure: Error, Equatable, Sendable {
    /// What happened.
    enum Cause: Equatable, Sendable {
        /// The server sent an error with this SQLSTATE (appendix A of PostgreSQL's manual). After a `fatal` one it closes the connection.
        case error(sqlState: String, isFatal: Bool)
        /// The connection cannot be made, or broke without an error of the server.
        case connection
        /// The server sent nothing for too long.
        case silence
        /// The setting cannot be used, or libpq could not do what it was asked.
        case client
    }

    let cause: Cause
    /// What is wrong, in one line, without a bound value.
    let message: String

    /// What to do about it.
    enum Remedy: Equatable {
        /// Close the connection, ask the next server of the list once more.
        case nextServer
        /// Prepare the statement anew, and ask once more.
        case prepareAgain
        /// Answer that there is no answer.
        case fail
    }

    /// The table of failures. It was measured with real servers; the classes are those of appendix A.
    var remedy: Remedy {
        switch cause {
        case .connection, .silence: .nextServer
        case .client: .fail
        case .error(_, isFatal: true): .nextServer
        // A standby cancelled the query for the sake of replication; or the server only reads.
        case .error("40001", _), .error("25006", _): .nextServer
        case .error("0A000", _), .error("26000", _): .prepareAgain
        // The server stops, was stopped, or starts; or it has too many connections; or the connection is broken.
        case .error(let state, _) where state.hasPrefix("57P") || state == "53300" || state.hasPrefix("08"): .nextServer
        case .error: .fail
        }
    }

    /// The failure of a server that has sent nothing for `limit`.
    static func silence(_ limit: Duration) -> ServerFailure {
        ServerFailure(cause: .silence, message: "the server did not answer within \(limit.inSeconds)")
    }
}

extension Duration {
    /// `2.5 s`
    var inSeconds: String {
        let tenths = (components.seconds * 10) + components.attoseconds / 100_000_000_000_000_000
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
