import Glibc

/// A password or a hash in memory of its own, which is overwritten when the value ends.
///
/// It is no `String` or `Array`, because their copies cannot be found and wiped. It cannot be copied, printed or compared
/// with `==`.
///
/// Sendable because it alone holds its memory, and only methods that have exclusive access to it write there.
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    private let storage: UnsafeMutableRawBufferPointer

    /// The number of bytes in use.
    public private(set) var count = 0

    /// An empty secret with room for `capacity` bytes.
    public init(capacity: Int) {
        storage = .allocate(byteCount: max(capacity, 1), alignment: 1)
    }

    /// A copy of `bytes`. The caller wipes the original.
    public init(copying bytes: UnsafeRawBufferPointer) {
        self.init(capacity: bytes.count)
        append(bytes)
    }

    /// A copy of `bytes`. The caller wipes the original.
    public init(copying bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        storage.copyBytes(from: bytes)
        count = bytes.count
    }

    deinit {
        overwrite(UnsafeRawBufferPointer(storage))
        storage.deallocate()
    }

    /// The number of bytes that fit.
    public var capacity: Int { storage.count }

    /// True if no byte is in use.
    public var isEmpty: Bool { count == 0 }

    /// Appends the bytes that `fill` writes to the start of the unused part.
    ///
    /// `fill` returns their number; a number below 0 or above the size of the unused part counts as 0.
    @discardableResult public mutating func append<Failure: Error>(
        filling fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        let unused = UnsafeMutableRawBufferPointer(rebasing: storage[count...])
        let written = try fill(unused)
        guard (0...unused.count).contains(written) else { return 0 }
        count += written
        return written
    }

    /// Appends a copy of `bytes`, as far as they fit.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        append { unused in
            let fitting = UnsafeRawBufferPointer(rebasing: bytes.prefix(unused.count))
            unused.copyMemory(from: fitting)
            return fitting.count
        }
    }

    /// Appends one byte, if it fits.
    public mutating func append(_ byte: UInt8) {
        guard count < capacity else { return }
        storage[count] = byte
        count += 1
    }

    /// Overwrites the bytes at these offsets, of those in use, with zeros.
    public mutating func wipe(_ offsets: Range<Int>) {
        overwrite(UnsafeRawBufferPointer(rebasing: storage[..<count][offsets]))
    }

    /// Removes the first `number` bytes, of those in use; the others move to the front.
    public mutating func removeFirst(_ number: Int) {
        let rest = UnsafeRawBufferPointer(rebasing: storage[number..<count])
        storage.copyMemory(from: rest)
        wipe(rest.count..<count)
        count = rest.count
    }

    /// Whether the bytes are `other`, in a time that does not depend on where they differ.
    public borrowing func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        withUnsafeBytes { constantTimeEqual($0, other) }
    }

    /// Whether the bytes are those of `other`, in a time that does not depend on where they differ.
    public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        other.withUnsafeBytes { isEqual(to: $0) }
    }

    /// Calls `body` with a view of the bytes that is valid for that call only.
    public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
    }
}

/// Overwrites memory that held a secret, and that nothing reads any more, with zeros.
public func overwrite(_ bytes: UnsafeRawBufferPointer) {
    // Not memset, which the compiler may remove.
    if let start = bytes.baseAddress { explicit_bzero(UnsafeMutableRawPointer(mutating: start), bytes.count) }
}

/// Whether two runs of bytes are equal, in a time that depends on their lengths and not on where they differ.
public func constantTimeEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<left.count {
        difference |= left[index] ^ right[index]
    }
    return difference == 0
}
