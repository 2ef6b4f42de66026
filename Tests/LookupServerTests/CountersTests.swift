import NIOCore
import NIOPosix
import Testing

@testable import LookupServer

@Suite struct CountersTests {
    @Test func beforeTheFirstLookup() {
        #expect(
            Counters().lines(secondsSinceStart: 0) == [
                "in 0 s since the start: 0 connections, 0 of them now; lists: 0",
                "look-ups in userdb: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                "look-ups in passdb: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                "look-ups in deny: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                "look-ups in postfix: 0 found, 0 unknown, 0 denied, 0 temporary failure",
                "time of a look-up: none yet",
            ])
    }

    /// Two event loops' counters: a client of one, three of the other; each kind of look-up in a number of its own.
    @Test func theSumOfTwo() {
        var (one, other) = (Counters(), Counters())
        one.countConnection()
        for _ in 1...3 { other.countConnection() }
        other.countDisconnection()
        one.countList()
        var times = 0
        for table in LookupTable.allCases {
            for result in LookupResult.allCases {
                times += 1
                for _ in 1...times { one.countLookup(table, result, nanoseconds: 1_000) }
                other.countLookup(table, result, nanoseconds: 2_345_678)
            }
        }
        one.add(other)
        #expect(
            one.lines(secondsSinceStart: 93_784) == [
                "in 93784 s since the start: 4 connections, 3 of them now; lists: 1",
                "look-ups in userdb: 2 found, 3 unknown, 4 denied, 5 temporary failure",
                "look-ups in passdb: 6 found, 7 unknown, 8 denied, 9 temporary failure",
                "look-ups in deny: 10 found, 11 unknown, 12 denied, 13 temporary failure",
                "look-ups in postfix: 14 found, 15 unknown, 16 denied, 17 temporary failure",
                "time of a look-up: p50 1.0 µs, p90 2345.6 µs, p99 2345.6 µs, max 2345.6 µs",
            ])
    }

    @Test(arguments: [(0, "0.0 µs"), (99, "0.0 µs"), (100, "0.1 µs"), (12_345, "12.3 µs")] as [(UInt64, String)])
    func times(nanoseconds: UInt64, text: String) {
        #expect(microseconds(nanoseconds) == text)
    }
}
