/// Cuts a stream of bytes into requests: ``append(_:)`` the bytes that arrived, then call ``nextRequest()`` until it returns nil.
///
/// A request is a netstring, `<length>:<contents>,` (socketmap_table(5)). A length is refused when its digits have arrived: the reader
/// never waits for contents that it would not take.
public struct SocketmapReader: Sendable {
    /// The longest request, the name of the map included, in bytes. A command of SMTP, with the address in it, has at most 2,048
    /// (Postfix's `line_length_limit`).
    public static let longestRequest = 64 * 1024

    private var bytes: [UInt8] = []
    private var start = 0

    /// An empty reader.
    public init() {}

    /// The number of bytes that are in no request yet.
    public var count: Int { bytes.count - start }

    /// Adds the bytes that arrived.
    public mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.longestRequest)
        } else {
            bytes.removeSubrange(..<start)
        }
        start = 0
        bytes.append(contentsOf: chunk)
    }

    /// The next whole request; nil if more bytes are needed.
    public mutating func nextRequest() throws(SocketmapRequestError) -> SocketmapRequest? {
        guard let (length, first) = try nextLength() else { return nil }
        let end = first + length
        guard end < bytes.count else { return nil }
        guard bytes[end] == UInt8(ascii: ",") else { throw .noComma }
        start = end + 1
        return try SocketmapRequest(contents: bytes[first..<end])
    }

    /// The length of the next netstring, and where its contents begin; nil if the colon has not arrived.
    private func nextLength() throws(SocketmapRequestError) -> (length: Int, first: Int)? {
        var length = 0
        for index in start..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ":"), index > start { return (length, index + 1) }
            // Leading zeros are refused as in the netstring's specification: else a length could have no end.
            let hasLeadingZero = index > start && length == 0
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), !hasLeadingZero else {
                throw .malformedLength(byte)
            }
            length = length * 10 + Int(byte - UInt8(ascii: "0"))
            guard length <= Self.longestRequest else { throw .tooLong }
        }
        return nil
    }
}
