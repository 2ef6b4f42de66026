import Foundation
import TestSupport
import Testing

@testable import Supervision

@Suite struct UnixSocketAddressTests {
    @Test func theLongestPath() {
        #expect(UnixSocketAddress(path: "/" + String(repeating: "x", count: 106)) != nil)
        #expect(UnixSocketAddress(path: "/" + String(repeating: "x", count: 107)) == nil)
        #expect(UnixSocketAddress(notifySocket: "@" + String(repeating: "x", count: 107)) != nil)
        #expect(UnixSocketAddress(notifySocket: "@" + String(repeating: "x", count: 108)) == nil)
    }

    @Test func thePathOfASocket() throws {
        let folder = try TemporaryFolder()
        let socket = TestSocket()
        #expect(UnixSocketAddress.path(ofSocket: socket.descriptor) == nil)
        #expect(socket.bind(to: try #require(UnixSocketAddress(path: folder.path + "/s"))))
        #expect(UnixSocketAddress.path(ofSocket: socket.descriptor) == folder.path + "/s")
        #expect(UnixSocketAddress.path(ofSocket: -1) == nil)
        #expect(UnixSocketAddress.path(ofSocket: TestSocket(family: AF_INET).descriptor) == nil)
        let abstract = TestSocket()
        #expect(abstract.bind(to: try #require(UnixSocketAddress(notifySocket: "@\(folder.path)"))))
        #expect(UnixSocketAddress.path(ofSocket: abstract.descriptor) == nil)
    }
}
