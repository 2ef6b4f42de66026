import Glibc
import SecretBytes

/// The request that a caller of the checkpassword interface sends on file descriptor 3: `user NUL password NUL timestamp NUL`,
/// at most 512 bytes (cr.yp.to/checkpwd/interface.html; Dovecot's `CHECKPASSWORD_MAX_REQUEST_LEN`).
package struct CheckpasswordRequest: ~Copyable {
    /// The longest request, in bytes.
    package static let longest = 512

    /// The login name, as it was sent.
    package let user: [UInt8]
    /// The password; empty in a look-up.
    package let password: SecretBytes

    package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// Descriptor 3 cannot be read; the value is the `errno`.
        case unreadable(Int32)
        case empty
        /// The request ended before the NUL behind the password.
        case cutOff
        case tooLong

        package var description: String {
            switch self {
            case .unreadable(let code):
                "cannot read the request from file descriptor 3 (\(String(cString: strerror(code))))"
            case .empty: "the request on file descriptor 3 is empty"
            case .cutOff: "the request on file descriptor 3 ends before the password does"
            case .tooLong: "the request on file descriptor 3 is longer than \(CheckpasswordRequest.longest) bytes"
            }
        }
    }

    /// Parses the bytes up to the third NUL or the end of the file.
    package init(parsing bytes: borrowing SecretBytes) throws(Failure) {
        let (nameEnd, passwordEnd, count) = bytes.withUnsafeBytes { bytes in
            let nameEnd = bytes.firstIndex(of: 0)
            let passwordEnd = nameEnd.flatMap { bytes[($0 + 1)...].firstIndex(of: 0) }
            return (nameEnd, passwordEnd, bytes.count)
        }
        guard count > 0 else { throw .empty }
        guard let nameEnd, let passwordEnd else { throw count < Self.longest ? .cutOff : .tooLong }
        if count >= Self.longest, !Self.isComplete(bytes) { throw .tooLong }
        user = bytes.withUnsafeBytes { [UInt8](UnsafeRawBufferPointer(rebasing: $0[..<nameEnd])) }
        password = bytes.withUnsafeBytes {
            SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[(nameEnd + 1)..<passwordEnd]))
        }
    }

    /// True if `bytes` has the third NUL, so that nothing more must be read.
    package static func isComplete(_ bytes: borrowing SecretBytes) -> Bool {
        bytes.withUnsafeBytes { $0.count(where: { $0 == 0 }) >= 3 }
    }
}
