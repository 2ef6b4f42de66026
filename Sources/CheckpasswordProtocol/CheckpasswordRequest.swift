import SecretBytes

/// What a caller of the checkpassword interface sends on file descriptor 3: `user NUL password NUL timestamp NUL`, and no more
/// than 512 bytes of it (cr.yp.to/checkpwd/interface.html; Dovecot's `CHECKPASSWORD_MAX_REQUEST_LEN`).
public struct CheckpasswordRequest: ~Copyable {
    /// The most that is read, in bytes.
    public static let longest = 512

    /// The login name, as it came.
    public let user: [UInt8]
    /// The password; empty in a look-up.
    public let password: SecretBytes

    /// Why what came is no request.
    public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// Descriptor 3 can't be read; the `errno`.
        case unreadable(Int32)
        /// Nothing came.
        case empty
        /// It ended before the NUL behind the password.
        case cutOff
        /// 512 bytes came and the request was not over.
        case tooLong

        /// What is wrong, in one line.
        public var description: String {
            switch self {
            case .unreadable(let code): "can't read the request from file descriptor 3 (\(message(of: code)))"
            case .empty: "the request on file descriptor 3 is empty"
            case .cutOff: "the request on file descriptor 3 ends before the password does"
            case .tooLong: "the request on file descriptor 3 is longer than \(CheckpasswordRequest.longest) bytes"
            }
        }
    }

    /// Takes a whole request apart: all that came up to the third NUL, or to the end.
    public init(parsing bytes: borrowing SecretBytes) throws(Failure) {
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

    /// True once the third NUL is there: then nothing more is to be read.
    public static func isComplete(_ bytes: borrowing SecretBytes) -> Bool {
        bytes.withUnsafeBytes { $0.count(where: { $0 == 0 }) >= 3 }
    }
}
