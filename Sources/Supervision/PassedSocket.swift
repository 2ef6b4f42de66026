import Glibc

/// The listening socket that the service manager made and passed on: socket activation, sd_listen_fds(3).
public struct PassedSocket: Equatable, Sendable {
    /// The first descriptor that is passed, SD_LISTEN_FDS_START.
    public static let firstDescriptor: Int32 = 3

    /// The descriptor.
    public let descriptor: Int32
    /// The path that it listens at; nil for a socket in the abstract namespace.
    public let path: String?

    /// The socket that was passed to this process; nil if none was. It is `descriptor` if there is one.
    public init?(
        environment: (String) -> String?, descriptor: Int32 = Self.firstDescriptor
    ) throws(PassedSocketError) {
        // Else this process inherited another one's variables.
        guard let process = environment("LISTEN_PID"), Int32(process) == getpid() else { return nil }
        guard let count = environment("LISTEN_FDS"), count != "0" else { return nil }
        guard count == "1" else { throw .count(count) }
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

/// Why what the service manager passed cannot be served.
public enum PassedSocketError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not one descriptor; what LISTEN_FDS says.
    case count(String)
    /// The descriptor is not a unix stream socket that listens.
    case unsuitable(Int32)

    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .count(let count):
            "the service manager passed \"\(count)\" sockets (LISTEN_FDS), and one is served; "
                + "the socket unit must have one ListenStream="
        case .unsuitable(let descriptor):
            "descriptor \(descriptor), which the service manager passed, is not a unix stream socket that listens; "
                + "the socket unit must have ListenStream= with a path, and Accept=no"
        }
    }
}
