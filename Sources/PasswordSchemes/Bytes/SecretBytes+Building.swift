import SecretBytes

extension SecretBytes {
    /// Adds the UTF-8 of `text`, which is no secret, as far as it fits.
    mutating func append(_ text: String) {
        text.utf8Span.span.withUnsafeBytes { append($0) }
    }

    /// Adds a copy of `other`, as far as it fits.
    mutating func append(_ other: borrowing SecretBytes) {
        other.withUnsafeBytes { append($0) }
    }
}

extension UnsafeRawBufferPointer {
    /// The same bytes as the C functions take them.
    var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }

    /// The same bytes as the C functions take text; not necessarily NUL-terminated.
    var characters: UnsafePointer<CChar>? { baseAddress?.assumingMemoryBound(to: CChar.self) }
}
