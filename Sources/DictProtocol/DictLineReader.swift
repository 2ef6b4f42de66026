import SecretBytes

/// Cuts a stream of bytes into commands: ``append(_:)`` the bytes that arrived, then call ``nextCommand()`` until it returns nil.
///
/// A line may hold a password: each is overwritten as soon as it is read. A class, so that the bytes are in one place.
package final class DictLineReader {
    /// The longest line, without its LF, in bytes (`DICT_CLIENT_MAX_LINE_LENGTH`, src/lib-dict/dict-client.h).
    package static let longestLine = 64 * 1024

    /// The room that is made for a first line, in bytes.
    private static let smallestCapacity = 512

    private(set) var bytes = SecretBytes(capacity: 0)
    private var start = 0
    /// No byte from `start` up to here is an LF.
    private var searched = 0

    package init() {}

    /// The number of bytes that are in no command yet.
    package var count: Int { bytes.count - start }

    /// Adds the bytes that arrived. The caller overwrites the original.
    package func append(_ chunk: UnsafeRawBufferPointer) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        makeRoom(for: chunk.count)
        bytes.append(chunk)
    }

    private func makeRoom(for size: Int) {
        let isTooLarge = bytes.isEmpty && bytes.capacity > Self.longestLine
        guard isTooLarge || bytes.capacity - bytes.count < size else { return }
        let doubled = isTooLarge ? 0 : 2 * bytes.capacity
        // The bytes move, and what ends with the assignment is overwritten.
        var larger = SecretBytes(capacity: max(bytes.count + size, doubled, Self.smallestCapacity))
        bytes.withUnsafeBytes { larger.append($0) }
        bytes = larger
    }

    /// The command of the next whole line; nil if more bytes are needed.
    package func nextCommand() throws(DictCommandError) -> DictCommand? {
        let searched = searched
        guard let end = bytes.withUnsafeBytes({ $0[searched...].firstIndex(of: UInt8(ascii: "\n")) }) else {
            self.searched = bytes.count
            guard count <= Self.longestLine else { throw .lineTooLong }
            return nil
        }
        let line = start..<end
        start = end + 1
        self.searched = start
        defer { bytes.wipe(line) }
        guard line.count <= Self.longestLine else { throw .lineTooLong }
        return try bytes.withUnsafeBytes { (bytes) throws(DictCommandError) in
            try DictCommand(line: UnsafeRawBufferPointer(rebasing: bytes[line]))
        }
    }
}
