import Foundation
import Logging
import NIOCore
import NIOPosix
import Settings
import Testing
import TestSupport

@testable import DictServer

@Suite struct ListenerTests {
    /// Connects without waiting; a full backlog refuses.
    static func connect(to path: String) -> Int32? {
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if isConnected { return client }
        close(client)
        return nil
    }

    /// While nobody accepts, 1,024 clients and more may wait.
    @Test func theBacklogIsLong() async throws {
        let folder = try TemporaryFolder()
        var settings = Settings()
        settings.socket = folder.path + "/s"
        settings.database = folder.path + "/none.sqlite"
        let logger = Logger(label: "test", factory: LineRecorder().handler)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let workers = try await WorkerPool(on: group, settings: settings, logger: logger)
        let listener = try await Listener.open(settings, workers: workers, on: group, logger: logger)

        let (started, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        group.next().execute {
            started.signal()
            release.wait()
        }
        let path = settings.socket
        let clients = await Task.detached {
            Self.waitFor(started)
            return (0..<1100).compactMap { _ in Self.connect(to: path) }
        }.value
        #expect(clients.count == 1100)
        release.signal()
        for client in clients { close(client) }
        await listener.drain(atMost: .seconds(10))
        try await group.shutdownGracefully()
    }

    private static func waitFor(_ semaphore: DispatchSemaphore) { semaphore.wait() }

    @Test func theModeCanBeChangedWhileItListens() async throws {
        let folder = try TemporaryFolder()
        let socket = try ListeningSocket(path: folder.path + "/s", mode: 0o600)
        try socket.setMode(0o666)
        var status = stat()
        #expect(stat(folder.path + "/s", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o666)
        close(socket.descriptor)
    }
}
