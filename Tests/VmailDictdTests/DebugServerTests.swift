import Foundation
import TestSupport
import Testing

/// The vmail-dictd that was built with the tests: a debug build, whose assertions count.
@Suite struct DebugServerTests {
    private static func connect(to path: String) -> Int32? {
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
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

    @Test func itServesClientsAndEnds() throws {
        let database = try TemporaryDatabase()
        let path = database.folder.path + "/s"
        let server = Process()
        server.executableURL = URL(
            fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        )
        .deletingLastPathComponent().appendingPathComponent("vmail-dictd")
        server.arguments = ["--database", database.path, "--socket", path, "--config", "/dev/null"]
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer { if server.isRunning { server.terminate() } }
        while !FileManager.default.fileExists(atPath: path), server.isRunning { usleep(10_000) }
        // More than there are event loops, kept open side by side.
        let clients = (0..<12).compactMap { _ in Self.connect(to: path) }
        defer { for client in clients { close(client) } }
        #expect(clients.count == 12)
        for client in clients {
            let question = "H3\t2\t0\t\tuserdb\nLshared/userdb/x@y\n"
            #expect(send(client, question, question.utf8.count, Int32(MSG_NOSIGNAL)) == question.utf8.count)
            var bytes = [UInt8](repeating: 0, count: 100)
            #expect(recv(client, &bytes, bytes.count, 0) == 2)
        }
        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationReason == .exit && server.terminationStatus == 0)
    }
}
