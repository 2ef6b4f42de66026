/// A request of Postfix's socketmap protocol: look up a key in a map.
public struct SocketmapRequest: Equatable, Sendable {
    /// The name of the map: what follows the socket's path in `socketmap:unix:path:name`.
    public let map: [UInt8]
    /// The key. It can have any bytes in it, spaces too.
    public let key: [UInt8]

    /// Reads the contents of a netstring: `<map> <key>`.
    init(contents: ArraySlice<UInt8>) throws(SocketmapRequestError) {
        guard let space = contents.firstIndex(of: UInt8(ascii: " ")) else { throw .noKey }
        map = Array(contents[..<space])
        key = Array(contents[(space + 1)...])
    }
}

/// Why bytes are no request. The connection must be closed: the client and the server no longer agree on where requests begin.
public enum SocketmapRequestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Before the colon stands no decimal number, or one with leading zeros; the byte that is wrong.
    case malformedLength(UInt8)
    /// The request is longer than ``SocketmapReader/longestRequest``.
    case tooLong
    /// No comma follows the contents.
    case noComma
    /// The contents have no space, which separates the map from the key.
    case noKey

    /// One line for the log.
    public var description: String {
        switch self {
        case .malformedLength(let byte): "what is no netstring (byte \(byte) in its length)"
        case .tooLong: "a request of more than \(SocketmapReader.longestRequest) bytes"
        case .noComma: "a netstring without a comma at its end"
        case .noKey: "a request without a key"
        }
    }
}
