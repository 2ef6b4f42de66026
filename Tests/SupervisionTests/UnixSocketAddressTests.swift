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

    /// unix(7): a path ends with a NUL, an abstract name begins with one and ends where the length says.
    @Test func theBytes() throws {
        func bytes(_ address: UnixSocketAddress?) throws -> [UInt8] {
            try #require(address).withSockaddr { address, length in
                Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
            }
        }
        let family = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) }
        #expect(try bytes(UnixSocketAddress(path: "@a")) == family + Array("@a\0".utf8))
        #expect(try bytes(UnixSocketAddress(notifySocket: "/a")) == family + Array("/a\0".utf8))
        #expect(try bytes(UnixSocketAddress(notifySocket: "@a")) == family + Array("\0a".utf8))
        #expect(UnixSocketAddress(notifySocket: "a") == nil)
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
