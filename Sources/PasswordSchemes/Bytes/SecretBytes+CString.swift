import SecretBytes

extension SecretBytes {
    /// A copy of `bytes` with a NUL behind it.
    init(nulTerminating bytes: UnsafeRawBufferPointer) {
        self.init(capacity: bytes.count + 1)
        _ = append { memory in
            memory.copyMemory(from: bytes)
            memory[bytes.count] = 0
            return bytes.count + 1
        }
    }

    /// Calls `body` with the bytes as a C string. They must end with a NUL.
    borrowing func withCString<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        withUnsafeBytes { body($0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
    }
}
