import SecretBytes

extension SecretBytes {
    /// `count` bytes, all of which `fill` must write.
    init(count: Int, filling fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        self.init(capacity: count)
        append { memory in
            guard let start = memory.baseAddress, count > 0 else { return 0 }
            fill(start.assumingMemoryBound(to: UInt8.self))
            return count
        }
    }

    init(nulTerminating bytes: Bytes) {
        self.init(capacity: bytes.count + 1)
        append(bytes)
        append(0)
    }

    init(joining first: borrowing SecretBytes, _ second: borrowing SecretBytes) {
        self.init(capacity: first.count + second.count)
        append(first)
        append(second)
    }

    /// Appends the UTF-8 of `text`, which is no secret, as far as it fits.
    mutating func append(_ text: String) {
        text.utf8Span.span.withUnsafeBytes { append($0) }
    }

    /// Appends a copy of `other`, as far as it fits.
    mutating func append(_ other: borrowing SecretBytes) {
        other.withUnsafeBytes { append($0) }
    }

    /// Calls `body` with the bytes as a C string. They must end with a NUL.
    borrowing func withCString<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        withUnsafeBytes { body($0.characters) }
    }
}

extension Bytes {
    /// The bytes as C functions take them.
    var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }

    /// The bytes as C functions take text; not necessarily NUL-terminated.
    var characters: UnsafePointer<CChar>? { baseAddress?.assumingMemoryBound(to: CChar.self) }
}
