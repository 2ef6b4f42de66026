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
        let ends = Self.ends(in: bytes)
        guard !bytes.isEmpty else { throw .empty }
        guard ends.count >= (bytes.count < Self.longest ? 2 : 3)
        else { throw bytes.count < Self.longest ? .cutOff : .tooLong }
        user = bytes.withUnsafeBytes { Array($0[..<ends[0]]) }
        password = bytes.withUnsafeBytes { SecretBytes(copying: $0[(ends[0] + 1)..<ends[1]]) }
    }

    /// The places of the NULs. With the third, nothing more must be read.
    static func ends(in bytes: borrowing SecretBytes) -> [Int] {
        bytes.withUnsafeBytes { bytes in bytes.indices.filter { bytes[$0] == 0 } }
    }
}
