import AccountAdministration
import Glibc
import SecretBytes

extension SecretBytes {
    /// The largest file that is read, in bytes. It has room for some millions of accounts.
    private static let largestFile = 1 << 30

    /// The contents of the file `path`; `-` is standard input.
    static func contents(of path: String) throws(AdministrationError) -> SecretBytes {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var contents = SecretBytes(capacity: 1 << 16)
        while true {
            var count = 0
            _ = contents.append { unused in
                count = read(descriptor, unused.baseAddress, unused.count)
                return max(count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return contents }
            if contents.count == contents.capacity {
                guard contents.count < largestFile else {
                    throw .data("\(path): is larger than \(largestFile) bytes; split it")
                }
                contents = grown(contents)
            }
        }
    }

    private static func grown(_ bytes: consuming SecretBytes) -> SecretBytes {
        var larger = SecretBytes(capacity: bytes.capacity * 2)
        bytes.withUnsafeBytes { larger.append($0) }
        return larger
    }

    private static func failure(_ path: String) -> AdministrationError {
        .data("\(path): cannot be read (\(String(cString: strerror(errno))))")
    }
}
