import Foundation
import TestSupport
import Testing

@testable import Supervision

@Suite struct PassedSocketTests {
    private static let ours = String(getpid())

    private static func passed(
        process: String? = ours, count: String? = "1", descriptor: Int32
    ) throws(PassedSocketError) -> PassedSocket? {
        try PassedSocket(
            environment: { ["LISTEN_PID": process, "LISTEN_FDS": count][$0] ?? nil }, descriptor: descriptor)
    }

    @Test func aListeningSocketIsTaken() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s"
        let socket = TestSocket()
        #expect(socket.bind(to: try #require(UnixSocketAddress(path: path))))
        #expect(throws: PassedSocketError.unsuitable(socket.descriptor)) {
            try Self.passed(descriptor: socket.descriptor)
        }
        #expect(listen(socket.descriptor, 1) == 0)
        let passed = try #require(try Self.passed(descriptor: socket.descriptor))
        #expect(passed.descriptor == socket.descriptor)
        #expect(passed.path == path)
    }

    @Test(
        arguments: [
            (nil, "1"), ("1", "1"), ("", "1"), ("x", "1"), (ours, nil), (ours, "0"),
        ] as [(String?, String?)])
    func noneIsMeantForUs(process: String?, count: String?) throws {
        #expect(try Self.passed(process: process, count: count, descriptor: -1) == nil)
    }

    @Test(arguments: ["2", "-1", "", "x", "01"]) func anyOtherCountIsAnError(count: String) {
        #expect(throws: PassedSocketError.count(count)) { try Self.passed(count: count, descriptor: -1) }
    }

    @Test func whatIsNoSuchSocket() throws {
        let folder = try TemporaryFolder()
        func expectUnsuitable(_ descriptor: Int32) {
            #expect(throws: PassedSocketError.unsuitable(descriptor)) { try Self.passed(descriptor: descriptor) }
        }
        expectUnsuitable(-1)
        let file = open(folder.path, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        expectUnsuitable(file)
        expectUnsuitable(TestSocket(type: SOCK_DGRAM).descriptor)
        let packets = TestSocket(type: SOCK_SEQPACKET)
        #expect(packets.bind(to: try #require(UnixSocketAddress(path: folder.path + "/s"))))
        #expect(listen(packets.descriptor, 1) == 0)
        expectUnsuitable(packets.descriptor)
        let internet = TestSocket(family: AF_INET)
        #expect(listen(internet.descriptor, 1) == 0)
        expectUnsuitable(internet.descriptor)
    }
}
