import Testing

@testable import PostgresAccountStore

@Suite struct ServerFailureTests {
    /// The table of POSTGRESQL's failures: what is done about each.
    static let table: [(ServerFailure.Cause, ServerFailure.Remedy)] = [
        (.connection, .nextServer),
        (.silence, .nextServer),
        (.client, .fail),
        (.error(sqlState: "57P01", isFatal: true), .nextServer),  // terminated
        (.error(sqlState: "57P02", isFatal: true), .nextServer),  // another backend crashed
        (.error(sqlState: "57P03", isFatal: true), .nextServer),  // it starts
        (.error(sqlState: "57P01", isFatal: false), .nextServer),
        (.error(sqlState: "08006", isFatal: false), .nextServer),
        (.error(sqlState: "40001", isFatal: false), .nextServer),  // recovery conflict
        (.error(sqlState: "25006", isFatal: false), .nextServer),  // read-only
        (.error(sqlState: "53300", isFatal: true), .nextServer),  // too many connections
        (.error(sqlState: "0A000", isFatal: false), .prepareAgain),  // the type of a column was changed
        (.error(sqlState: "26000", isFatal: false), .prepareAgain),  // the statement is unknown
        (.error(sqlState: "42P01", isFatal: false), .fail),  // no such table
        (.error(sqlState: "42703", isFatal: false), .fail),  // no such column
        (.error(sqlState: "42501", isFatal: false), .fail),  // not permitted
        (.error(sqlState: "57014", isFatal: false), .fail),  // statement_timeout
        (.error(sqlState: "55P03", isFatal: false), .fail),  // lock_timeout
        (.error(sqlState: "3D000", isFatal: true), .nextServer),  // no such database, there
        (.error(sqlState: "28P01", isFatal: true), .nextServer),  // wrong password, there
        (.error(sqlState: "XX000", isFatal: false), .fail),
    ]

    @Test(arguments: table) func remedy(cause: ServerFailure.Cause, remedy: ServerFailure.Remedy) {
        #expect(ServerFailure(cause: cause, message: "x").remedy == remedy)
    }

    @Test(arguments: [
        (
            "connection to server failed: FATAL:  28P01: password authentication failed\nLOCATION:  auth_failed\n",
            "28P01"
        ),
        ("connection to server failed: SCHWERWIEGEND:  3D000: Datenbank existiert nicht\n", "3D000"),
        (
            "connection to server on socket \"/x/.s.PGSQL.5432\" failed: No such file or directory\n\tIs the server?",
            nil
        ),
        ("", nil),
    ])
    func theSQLStateIsInTheText(message: String, state: String?) {
        #expect(ServerFailure.sqlState(in: message) == state)
    }

    @Test(arguments: [(Duration.seconds(5), "5 s"), (.milliseconds(2500), "2.5 s"), (.milliseconds(500), "0.5 s")])
    func seconds(duration: Duration, text: String) {
        #expect(duration.inSeconds == text)
    }
}
