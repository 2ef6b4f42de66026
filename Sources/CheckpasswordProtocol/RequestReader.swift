import Glibc
import SecretBytes

extension CheckpasswordRequest {
    /// Reads a request from `descriptor` up to its third NUL or 512 bytes, and closes the descriptor.
    ///
    /// It does not wait for the end of the file: Dovecot's other children hold the writing end open too, so they would all wait
    /// for each other.
    package static func read(from descriptor: Int32) throws(Failure) -> CheckpasswordRequest {
        defer { close(descriptor) }
        var bytes = SecretBytes(capacity: longest)
        while bytes.count < longest, !isComplete(bytes) {
            var code: Int32 = 0
            let count = bytes.append { unused in
                let count = Glibc.read(descriptor, unused.baseAddress, unused.count)
                if count < 0 { code = errno }
                return count
            }
            if code == EINTR { continue }
            guard code == 0 else { throw .unreadable(code) }
            if count == 0 { break }
        }
        return try CheckpasswordRequest(parsing: bytes)
    }
}
