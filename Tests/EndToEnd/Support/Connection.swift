import Foundation
import Glibc

struct ConnectionError: Error, CustomStringConvertible {
    let description: String
}

/// A client connection that is read by lines, with a limit on how long a line may take.
///
/// A class because a test holds many of them at once; its end closes the socket.
final class Connection {
    private let descriptor: CInt
    private var buffer: [UInt8] = []
    private let timeout: TimeInterval = 120

    /// - Parameter source: The last number of this client's own address, 127.0.0.x.
    init(port: UInt16, source: UInt32 = 1) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Self.loopback(source, port: 0)
        try call(bind, &address, "127.0.0.\(source)")
        address = Self.loopback(1, port: port)
        try call(Glibc.connect, &address, "port \(port)")
    }

    private static func loopback(_ number: UInt32, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = (0x7f00_0000 + number).bigEndian
        return address
    }

    init(socketPath: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { path in
            guard socketPath.utf8.count < path.count else { return false }
            path.copyBytes(from: socketPath.utf8)
            return true
        }
        guard fits else { throw ConnectionError(description: "\(socketPath): too long for a socket") }
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try call(Glibc.connect, &address, socketPath)
    }

    deinit { close(descriptor) }

    /// Calls `function`, which is `bind` or `connect`.
    private func call<Address>(
        _ function: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt, _ address: inout Address, _ name: String
    ) throws {
        let size = socklen_t(MemoryLayout<Address>.size)
        let result = withUnsafeBytes(of: &address) { bytes -> CInt in
            guard let start = bytes.baseAddress else { return -1 }
            return function(descriptor, start.assumingMemoryBound(to: sockaddr.self), size)
        }
        guard result == 0 else { throw ConnectionError(description: "\(name): \(String(cString: strerror(errno)))") }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw ConnectionError(description: "write: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next line without its CRLF or LF.
    func line() throws -> String {
        try next { buffer in
            guard let end = buffer.firstIndex(of: 0x0a) else { return nil }
            let line = buffer[..<end]
            return (String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self), end + 1)
        }
    }

    /// The contents of the next netstring.
    func netstring() throws -> String {
        try next { buffer in
            guard let colon = buffer.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            guard let length = Int(String(decoding: buffer[..<colon], as: UTF8.self)) else {
                throw ConnectionError(description: "no netstring")
            }
            let end = colon + 1 + length
            guard end < buffer.count else { return nil }
            guard buffer[end] == UInt8(ascii: ",") else { throw ConnectionError(description: "no netstring") }
            return (String(decoding: buffer[(colon + 1)..<end], as: UTF8.self), end + 1)
        }
    }

    /// What `take` finds at the beginning of what was received, with its length; waits until it finds something.
    private func next(_ take: ([UInt8]) throws -> (text: String, length: Int)?) throws -> String {
        let deadline = Date(timeIntervalSinceNow: timeout)
        while true {
            if let (text, length) = try take(buffer) {
                buffer.removeFirst(length)
                return text
            }
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = deadline.timeIntervalSinceNow
            guard left > 0, Glibc.poll(&poll, 1, Int32(left * 1_000)) > 0 else {
                throw ConnectionError(description: "no answer in \(timeout) s")
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { throw ConnectionError(description: "closed by the server") }
            buffer += chunk.prefix(count)
        }
    }

    /// A loopback port that nobody listens on, from below the range of outgoing connections.
    static func freePort() throws -> UInt16 {
        for _ in 0..<1_000 {
            let port = UInt16.random(in: 20_000..<32_000)
            if (try? Connection(port: port)) == nil { return port }
        }
        throw ConnectionError(description: "no free port")
    }
}
