import AccountAdministration
import Glibc
import SecretBytes

extension SecretBytes {
    /// The longest line in bytes, which is above that of any password.
    private static let longestLine = 4096

    /// The next line of `descriptor` without its newline. No later byte is read.
    static func line(from descriptor: Int32) throws(AdministrationError) -> SecretBytes {
        var line = SecretBytes(capacity: longestLine)
        var byte: UInt8 = 0
        defer { byte = 0 }
        var sawAnything = false
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let reason = String(cString: strerror(errno))
                throw .usage("cannot read a password from file descriptor \(descriptor): \(reason)")
            }
            if count == 0 {
                guard sawAnything else { throw .data("file descriptor \(descriptor) has no line with a password") }
                return line
            }
            sawAnything = true
            if byte == UInt8(ascii: "\n") { return line }
            guard line.count < longestLine else {
                let source = "the line with the password, from file descriptor \(descriptor)"
                throw .data("\(source), is longer than \(longestLine) bytes")
            }
            line.append(byte)
        }
    }
}
