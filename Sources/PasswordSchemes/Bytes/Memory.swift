import Glibc

/// The memory that hashes need.
enum Memory {
    /// Whether the system grants `bytes` and `slack` of address space now. It is given back untouched.
    static func isAvailable(_ bytes: Int, slack: Int = 0) -> Bool {
        guard bytes > 0 else { return true }
        let bytes = bytes + slack
        let start = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { return false }
        munmap(start, bytes)
        return true
    }
}
