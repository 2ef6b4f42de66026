import AccountAdministration
import Glibc
import SecretBytes

extension Console {
    /// Writes `bytes` and a newline on standard output, by no `String`.
    static func print(secret bytes: borrowing SecretBytes) throws(AdministrationError) {
        var line = SecretBytes(capacity: bytes.count + 1)
        _ = line.append { unused in
            bytes.withUnsafeBytes { unused.copyMemory(from: $0) }
            unused[bytes.count] = UInt8(ascii: "\n")
            return bytes.count + 1
        }
        try line.withUnsafeBytes { (bytes) throws(AdministrationError) in try writeOut(bytes, to: STDOUT_FILENO) }
    }

    /// Writes all of `bytes`; a file that can't take them is an error.
    static func writeOut(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(AdministrationError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw AdministrationError(.temporary, "can't write the answer: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(count)
        }
    }
}
