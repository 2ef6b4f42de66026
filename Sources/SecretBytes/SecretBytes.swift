import Glibc

/// Bytes that nobody else may see: a password, or a hash of one.
///
/// The bytes live in memory of their own, never in a `String` or an `Array` (whose copies can't be found again), and are
/// overwritten when the value ends. It can't be copied, printed or compared with `==`.
public struct SecretBytes: ~Copyable {
    private let storage: UnsafeMutableRawBufferPointer

    /// How many bytes are in use.
    public private(set) var count = 0

    /// An empty secret with room for `capacity` bytes.
    public init(capacity: Int) {
        storage = .allocate(byteCount: max(capacity, 1), alignment: 1)
    }

    /// A secret that holds a copy of `bytes`; the original is the caller's to wipe.
    public init(copying bytes: UnsafeRawBufferPointer) {
        self.init(capacity: bytes.count)
        storage.copyMemory(from: bytes)
        count = bytes.count
    }

    /// A secret that holds a copy of `bytes`; the original is the caller's to wipe.
    public init(copying bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        storage.copyBytes(from: bytes)
        count = bytes.count
    }

    deinit {
        wipe(storage)
        storage.deallocate()
    }

    /// How many bytes fit.
    public var capacity: Int { storage.count }

    /// True if there is no byte.
    public var isEmpty: Bool { count == 0 }

    /// Lets `fill` write into the unused part, and takes what it returns for the number of bytes written there.
    ///
    /// `fill` gets a view of the unused part; a result below 0 or above its size counts as 0.
    public mutating func append<Failure: Error>(
        filling fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Int {
        let unused = UnsafeMutableRawBufferPointer(rebasing: storage[count...])
        let written = try fill(unused)
        guard (0...unused.count).contains(written) else { return 0 }
        count += written
        return written
    }

    /// Calls `body` with a view of the bytes, which is valid for that call only.
    public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
    }
}

/// Overwrites `bytes`, in a way that the compiler does not optimise away.
public func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
    if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
}
