import Foundation
import TestSupport
import Testing

@testable import Supervision

@Suite struct ServiceNotifierTests {
    @Test(
        arguments: [
            (.ready(status: "serving"), "READY=1\nSTATUS=serving"),
            (.ready(status: "a\nREADY=0\r\nb"), "READY=1\nSTATUS=a?READY=0?b"),
            (.reloading, "RELOADING=1\nMONOTONIC_USEC=17\nSTATUS=reading the settings again"),
            (.stopping, "STOPPING=1\nSTATUS=stopping"),
            (.alive, "WATCHDOG=1"),
        ] as [(ServiceNotifier.State, String)])
    func texts(state: ServiceNotifier.State, text: String) {
        #expect(ServiceNotifier.text(of: state, monotonicMicroseconds: 17) == text)
    }

    @Test(arguments: [false, true]) func aMessageArrives(isAbstract: Bool) throws {
        let folder = try TemporaryFolder()
        let name = isAbstract ? "@\(folder.path)/abstract" : "\(folder.path)/notify"
        let manager = TestSocket(type: SOCK_DGRAM)
        #expect(manager.bind(to: try #require(UnixSocketAddress(notifySocket: name))))
        let notifier = ServiceNotifier { $0 == "NOTIFY_SOCKET" ? name : nil }
        try notifier.send(.stopping)
        try notifier.send(.alive)
        #expect(manager.message() == "STOPPING=1\nSTATUS=stopping")
        #expect(manager.message() == "WATCHDOG=1")
        #expect(manager.message() == nil)
    }

    /// The time is the one that systemd compares with: CLOCK_MONOTONIC.
    @Test func aReloadTellsWhenItBegan() throws {
        let folder = try TemporaryFolder()
        let name = "\(folder.path)/notify"
        let manager = TestSocket(type: SOCK_DGRAM)
        #expect(manager.bind(to: try #require(UnixSocketAddress(path: name))))
        let before = now()
        try ServiceNotifier { $0 == "NOTIFY_SOCKET" ? name : nil }.send(.reloading)
        let after = now()
        let line = try #require(manager.message()?.split(separator: "\n").dropFirst().first)
        let time = try #require(UInt64(line.dropFirst("MONOTONIC_USEC=".count)))
        #expect((before...after).contains(time))
    }

    /// CLOCK_MONOTONIC in microseconds.
    private func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    @Test(arguments: [nil, ""]) func nobodyIsTold(socket: String?) throws {
        try ServiceNotifier { _ in socket }.send(.alive)
    }

    @Test(arguments: ["vsock:2:1", "relative", "/" + String(repeating: "x", count: 107)])
    func addressesThatAreNone(socket: String) {
        #expect(throws: NotifyError.address(socket)) { try ServiceNotifier { _ in socket }.send(.alive) }
    }

    @Test func aManagerThatIsNotThere() throws {
        let folder = try TemporaryFolder()
        let name = "\(folder.path)/none"
        #expect(throws: NotifyError.system(name, ENOENT)) { try ServiceNotifier { _ in name }.send(.alive) }
    }
}
