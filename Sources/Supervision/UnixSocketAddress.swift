import Glibc

/// The address of a unix socket (unix(7)).
package struct UnixSocketAddress: Sendable {
    private var address = sockaddr_un()
    private var length: socklen_t

    private static let pathOffset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2

    /// The address of the file at `path`, which may be relative; nil if it does not fit (107 bytes).
    package init?(path: String) {
        self.init(bytes: Array(path.utf8) + [0])
    }

    /// The address in the environment variable NOTIFY_SOCKET (sd_notify(3)): an absolute path, or a name in the abstract
    /// namespace with an @ for its first byte; nil for any other or one that does not fit.
    package init?(notifySocket: String) {
        switch notifySocket.utf8.first {
        case UInt8(ascii: "/"): self.init(path: notifySocket)
        // Not ended by a NUL: the length ends it, and a NUL would be a part of it.
        case UInt8(ascii: "@"): self.init(bytes: [0] + notifySocket.utf8.dropFirst())
        default: return nil
        }
    }

    private init?(bytes: [UInt8]) {
        address.sun_family = sa_family_t(AF_UNIX)
        length = socklen_t(Self.pathOffset + bytes.count)
        let isCopied = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count <= room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        }
        guard isCopied else { return nil }
    }

    /// The path that the socket `descriptor` is bound to; nil if there is none.
    package static func path(ofSocket descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        guard isKnown, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        let path = withUnsafeBytes(of: address.sun_path) { bytes in
            bytes.prefix(max(0, Int(length) - pathOffset)).prefix { $0 != 0 }.map { $0 }
        }
        return path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
    }

    /// Calls `body` with the address as bind(2), connect(2) and sendto(2) want it.
    package func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
