import Foundation
import TestSupport

@testable import Supervision

/// A socket of the test's, closed with the value.
struct TestSocket: ~Copyable {
    let descriptor: Int32

    init(type: __socket_type = SOCK_STREAM, family: Int32 = AF_UNIX) {
        descriptor = socket(family, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    deinit { close(descriptor) }

    func bind(to address: UnixSocketAddress) -> Bool {
        address.withSockaddr { Glibc.bind(descriptor, $0, $1) == 0 }
    }

    /// The next datagram that is there; nil if there is none.
    func message() -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
}
