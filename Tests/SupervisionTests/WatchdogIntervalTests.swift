import Glibc
import Supervision
import Testing

@Suite struct WatchdogIntervalTests {
    private static let ours = String(getpid())

    @Test(
        arguments: [
            ("30000000", nil, .seconds(30)), ("500", ours, .microseconds(500)), ("500", "1", nil), ("500", "", nil),
            (nil, nil, nil), (nil, ours, nil), ("0", nil, nil), ("-5", nil, nil), ("x", nil, nil), ("", nil, nil),
            // systemd's "infinity".
            ("18446744073709551615", nil, nil),
        ] as [(String?, String?, Duration?)])
    func intervals(microseconds: String?, process: String?, interval: Duration?) {
        let variables = ["WATCHDOG_USEC": microseconds, "WATCHDOG_PID": process]
        #expect(watchdogInterval { variables[$0] ?? nil } == interval)
    }
}
