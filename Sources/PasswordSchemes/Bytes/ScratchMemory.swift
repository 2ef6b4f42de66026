import Glibc

/// Memory for a context of a C library, wiped when the value ends.
///
/// What a library leaves on its own stack is out of reach.
struct ScratchMemory<Context: BitwiseCopyable>: ~Copyable {
    private let context = UnsafeMutablePointer<Context>.allocate(capacity: 1)

    deinit {
        explicit_bzero(context, MemoryLayout<Context>.size)
        context.deallocate()
    }

    /// Calls `body` with the memory, which holds nothing yet and is there for that call only.
    borrowing func withContext(_ body: (UnsafeMutablePointer<Context>) -> Void) {
        body(context)
    }
}
