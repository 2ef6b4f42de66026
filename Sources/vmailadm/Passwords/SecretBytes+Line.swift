import Glibc
import SecretBytes

extension SecretBytes {
    /// The longest line in bytes, which is above that of any password.
    private static let longestLine = 4096

    /// The next line of `descriptor` without its newline. No later byte is read.
    static func line(from descriptor: Int32) throws(PasswordInputError) -> SecretBytes {
        var line = SecretBytes(capacity: longestLine)
        var byte: UInt8 = 0
        defer { byte = 0 }
        var sawAnything = false
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(descriptor: descriptor, String(cString: strerror(errno))) }
            if count == 0 {
                guard sawAnything else { throw .noLine(descriptor: descriptor) }
                return line
            }
            sawAnything = true
            if byte == UInt8(ascii: "\n") { return line }
            guard line.count < longestLine else { throw .tooLong(descriptor: descriptor, limit: longestLine) }
            line.append(byte)
        }
    }
}
