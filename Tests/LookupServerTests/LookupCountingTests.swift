import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import LookupServer

@Suite struct LookupCountingTests {
    /// Each dictionary, for an account as the statement leaves it, and for one that is not there.
    @Test(
        arguments: [
            ("", .found, .found, .unknown),
            ("UPDATE Address SET active = -1;", .found, .denied, .found),
            ("UPDATE VMailbox SET active = 0;", .unknown, .denied, .unknown),
            ("DELETE FROM VMailbox;", .unknown, .unknown, .unknown),
            ("UPDATE Domain SET domClass = 1;", .temporaryFailure, .temporaryFailure, .unknown),
            ("DROP TABLE Domain;", .temporaryFailure, .temporaryFailure, .temporaryFailure),
        ] as [(String, LookupResult, LookupResult, LookupResult)])
    func theResultOfEachDictionary(
        statement: String, userdb: LookupResult, passdb: LookupResult, deny: LookupResult
    ) throws {
        for (dict, result) in [(.userdb, userdb), (.passdb, passdb), (.deny, deny)] as [(LookupTable, LookupResult)] {
            let client = try Client(statement)
            _ = try client.ask("H3\t2\t0\t\t\(dict)\nLshared/\(dict)/u@d.example\tx\n")
            #expect(client.worker.counters.lookups(dict, result) == 1, "\(dict)")
            #expect(client.worker.counters.times.total == 1)
        }
    }

    /// A look-up that met a lock is counted once, with the time that it waited.
    @Test func aLockIsAPartOfTheTime() throws {
        let client = try Client()
        let writer = try client.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        _ = try client.ask("H3\t2\t0\t\tuserdb\nLshared/userdb/u@d.example\tx\n")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(300))
        #expect(client.worker.counters.times.total == 0)
        try writer.execute("ROLLBACK")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(200))
        #expect(client.worker.counters.lookups(.userdb, .found) == 1)
        #expect(client.worker.counters.times.total == 1)
        #expect((300_000_000...500_000_000).contains(client.worker.counters.times.longest))
    }

    @Test func aLockThatStaysIsATemporaryFailure() throws {
        let client = try Client(busyTimeout: 1)
        let writer = try client.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        _ = try client.ask("H3\t2\t0\t\tuserdb\nLshared/userdb/u@d.example\tx\n")
        client.channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(client.worker.counters.lookups(.userdb, .temporaryFailure) == 1)
        #expect(client.worker.counters.times.total == 1)
    }

    @Test func listsAndConnections() throws {
        let client = try Client()
        _ = try client.ask("H3\t2\t0\t\tuserdb\nI0\t0\tshared/userdb/\tx\nI0\t0\tshared/passdb/\tx\n")
        #expect(client.worker.counters.lists == 1)
        #expect(client.worker.counters.times.total == 0)
        #expect(client.worker.counters.connections == 1)
        #expect(client.worker.counters.disconnections == 0)
        _ = try client.channel.finish(acceptAlreadyClosed: true)
        #expect(client.worker.counters.disconnections == 1)
    }

    @Test func aLookupIsLoggedAtDebugLevelAlone() throws {
        let lookups = "H3\t2\t0\t\tpassdb\nLshared/passdb/u@d.example\tx\nLshared/passdb/no\u{7f}body@d.example\tx\n"
        let quiet = try Client()
        _ = try quiet.ask(lookups)
        #expect(quiet.log.lines == [])
        let verbose = try Client(logLevel: .debug)
        _ = try verbose.ask(lookups)
        // The time is that of an event loop whose clock stands still.
        #expect(
            verbose.log.lines == [
                "debug: passdb u@d.example: found in 0.0 µs",
                "debug: passdb no\\x7fbody@d.example: unknown in 0.0 µs",
            ])
    }
}
