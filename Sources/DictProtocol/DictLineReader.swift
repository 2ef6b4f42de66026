/// Cuts a stream of bytes into commands: ``append(_:)`` the bytes that arrived, then call ``nextCommand()`` until it returns nil.
package struct DictLineReader: Sendable {
    /// The longest line, without its LF, in bytes (`DICT_CLIENT_MAX_LINE_LENGTH`, src/lib-dict/dict-client.h).
    package static let longestLine = 64 * 1024

    private var bytes: [UInt8] = []
    private var start = 0
    /// No byte from `start` up to here is an LF.
    private var searched = 0

    package init() {}

    /// The number of bytes that are in no command yet.
    package var count: Int { bytes.count - start }

    /// Adds the bytes that arrived.
    package mutating func append(_ chunk: UnsafeRawBufferPointer) {
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

    /// The command of the next whole line; nil if more bytes are needed.
    package mutating func nextCommand() throws(DictCommandError) -> DictCommand? {
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
