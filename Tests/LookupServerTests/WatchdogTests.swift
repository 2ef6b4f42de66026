import Foundation
import Logging
import NIOCore
import NIOPosix
import Supervision
import TestSupport
import Testing

@testable import LookupServer

@Suite struct WatchdogTests {
    /// The messages that are there.
    static func messages(_ descriptor: Int32) -> [String] {
        var messages: [String] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT)), count >= 0 {
            messages.append(String(decoding: bytes[..<count], as: UTF8.self))
        }
        return messages
    }

    /// Waits for a message.
    static func message(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
    }

    @Test func itIsSilentWhileOneLoopOfTwoHangs() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/notify"
        let manager = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(manager) }
        let address = try #require(UnixSocketAddress(path: path))
        #expect(address.withSockaddr { bind(manager, $0, $1) } == 0)

        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let watchdog = Watchdog(
            interval: .milliseconds(2), loops: group, notifier: ServiceNotifier { _ in path },
            logger: Logger(label: "test", factory: LineRecorder().handler))
        let running = Task { await watchdog.run() }
        for _ in 1...3 { #expect(Self.message(manager) == "WATCHDOG=1") }

        let hung = group.next().submit { () -> [String] in
            // Its last message may be on its way now; none of those of the next fifty intervals may come.
            usleep(50_000)
            _ = Self.messages(manager)
            usleep(100_000)
            return Self.messages(manager)
        }
        #expect(try await hung.get() == [])
        #expect(Self.message(manager) == "WATCHDOG=1")
        running.cancel()
        await running.value
        try await group.shutdownGracefully()
    }

    @Test func aManagerThatIsGoneIsNamedOnce() async throws {
        let folder = try TemporaryFolder()
        let log = LineRecorder()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let watchdog = Watchdog(
            interval: .milliseconds(2), loops: group, notifier: ServiceNotifier { _ in folder.path + "/none" },
            logger: Logger(label: "test", factory: log.handler))
        let running = Task { await watchdog.run() }
        while log.lines.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(50))
        running.cancel()
        await running.value
        #expect(log.lines.count == 1)
        #expect(log.lines[0].hasPrefix("warning: cannot tell the service manager"))
        try await group.shutdownGracefully()
    }
}
