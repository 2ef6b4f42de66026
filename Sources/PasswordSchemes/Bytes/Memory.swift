import Glibc

/// The memory that hashes need.
enum Memory {
    /// Whether the system grants `bytes` of address space now. It is given back untouched.
    static func isAvailable(_ bytes: Int) -> Bool {
        guard bytes > 0 else { return true }
        let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { return false }
        munmap(start, bytes)
        return true
    }
}
