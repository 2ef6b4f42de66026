import Glibc

/// Memory for a context of a C library, wiped when the value ends. What a library leaves on its own stack is out of reach.
struct ScratchMemory: ~Copyable {
    /// Uninitialised memory, aligned for any C type.
    let start: UnsafeMutableRawPointer
    private let byteCount: Int

    init(byteCount: Int) {
        start = .allocate(byteCount: byteCount, alignment: 16)
        self.byteCount = byteCount
    }

    deinit {
        explicit_bzero(start, byteCount)
        start.deallocate()
    }
}
