/// Cuts a stream of bytes into commands: ``append(_:)`` what came, then ask for the ``nextCommand()`` until there is none.
public struct DictLineReader: Sendable {
    /// The longest line, without its LF, in bytes (`DICT_CLIENT_MAX_LINE_LENGTH`, src/lib-dict/dict-client.h).
    public static let longestLine = 64 * 1024

    private var bytes: [UInt8] = []
    private var start = 0
    /// Everything before it is known to hold no LF.
    private var searched = 0

    /// A reader that has read nothing.
    public init() {}

    /// How many bytes are waiting.
    public var count: Int { bytes.count - start }

    /// Takes what came.
    public mutating func append(_ chunk: UnsafeRawBufferPointer) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Self.longestLine)
            (start, searched) = (0, 0)
        } else if start > 0 {
            bytes.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        bytes.append(contentsOf: chunk)
    }

    /// The next whole line as a command; nil means "more, please".
    public mutating func nextCommand() throws(DictCommandError) -> DictCommand? {
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            guard count <= Self.longestLine else { throw .lineTooLong }
            return nil
        }
        let line = bytes[start..<end]
        start = end + 1
        searched = start
        guard line.count <= Self.longestLine else { throw .lineTooLong }
        return try DictCommand(line: line)
    }
}
