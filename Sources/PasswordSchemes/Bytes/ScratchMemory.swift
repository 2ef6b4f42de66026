import Glibc

/// Memory for a context of a C library, wiped when the value ends.
struct ScratchMemory<Context: BitwiseCopyable>: ~Copyable {
    let context = UnsafeMutablePointer<Context>.allocate(capacity: 1)

    deinit {
        explicit_bzero(context, MemoryLayout<Context>.size)
        context.deallocate()
    }
}
