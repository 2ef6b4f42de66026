import Foundation
import TestSupport
import Testing

@testable import Supervision

@Suite struct PassedSocketTests {
    @Test func aListeningSocketIsTaken() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s"
        let socket = TestSocket()
        #expect(socket.bind(to: try #require(UnixSocketAddress(path: path))))
        #expect(throws: PassedSocketError.unsuitable(socket.descriptor)) {
            try PassedSocket(descriptor: socket.descriptor)
        }
        #expect(listen(socket.descriptor, 1) == 0)
        let passed = try PassedSocket(descriptor: socket.descriptor)
        #expect(passed.descriptor == socket.descriptor)
        #expect(passed.path == path)
    }

    @Test func whatIsNoSuchSocket() throws {
        let folder = try TemporaryFolder()
        func expectUnsuitable(_ descriptor: Int32) {
            #expect(throws: PassedSocketError.unsuitable(descriptor)) { try PassedSocket(descriptor: descriptor) }
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
