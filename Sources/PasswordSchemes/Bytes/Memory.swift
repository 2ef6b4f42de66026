import Glibc

/// Tells whether the system would give as much memory as a hash needs.
enum Memory {
    /// Asks for `bytes` of address space, and gives it back untouched.
    static func isAvailable(_ bytes: Int) -> Bool {
        guard bytes > 0 else { return true }
        let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { return false }
        munmap(start, bytes)
        return true
    }
}
