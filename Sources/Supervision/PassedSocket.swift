import Glibc

/// A listening socket that the service manager made and passed on.
public struct PassedSocket: Equatable, Sendable {
    /// The descriptor.
    public let descriptor: Int32
    /// The path that it listens at; nil for a socket in the abstract namespace.
    public let path: String?

    /// The socket `descriptor`.
    init(descriptor: Int32) throws(PassedSocketError) {
        guard Self.option(SO_DOMAIN, of: descriptor) == AF_UNIX,
            Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            Self.option(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .unsuitable(descriptor) }
        self.descriptor = descriptor
        path = UnixSocketAddress.path(ofSocket: descriptor)
    }

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
}
