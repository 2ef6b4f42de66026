import Foundation
import Glibc

/// A socket at a path, as a service manager makes them: one that listens, to be passed on, or one that is told things.
struct UnixSocket: ~Copyable {
    let path: String
    let descriptor: CInt

    /// A stream socket that listens.
    init(listeningAt path: String) throws {
        descriptor = try Self.bound(to: path, SOCK_STREAM, listens: true)
        self.path = path
    }

    /// A datagram socket, for NOTIFY_SOCKET; @ for the first byte makes it an abstract one.
    init(toldAt path: String) throws {
        descriptor = try Self.bound(to: path, SOCK_DGRAM, listens: false)
        self.path = path
    }

    private static func bound(to path: String, _ type: __socket_type, listens: Bool) throws -> CInt {
        let descriptor = socket(AF_UNIX, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = path.hasPrefix("@") ? [0] + Array(path.utf8.dropFirst()) : Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t((MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + name.count)
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
        }
        guard isBound, !listens || listen(descriptor, 4096) == 0 else {
            throw ConnectionError(description: "\(path): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    deinit { close(descriptor) }

    /// The next datagram, by lines; nil if there is none within a time.
    func message(within seconds: Double = 60) -> [String]? {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Glibc.poll(&poll, 1, Int32(seconds * 1_000)) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).components(separatedBy: "\n")
    }
}
