import CSodium
import SecretBytes

/// How the bytes of a hash are written as text: the suffix of a scheme's name.
enum PasswordEncoding: Sendable {
    case hex, base64

    /// The encoding with the name `suffix`, in upper or lower case.
    init?(suffix: String) {
        switch String(decoding: suffix.utf8.map(\.asciiUppercase), as: UTF8.self) {
        case "HEX": self = .hex
        case "B64", "BASE64": self = .base64
        default: return nil
        }
    }

    /// The bytes that `text` stands for; nil if it is not of this encoding.
    ///
    /// Stricter than Dovecot, which passes over blanks in base64 and does not look at the unused bits of its last digit.
    func decode(_ text: UnsafeRawBufferPointer) -> SecretBytes? {
        var bytes = SecretBytes(capacity: text.count)
        var isValid = false
        _ = bytes.append { memory in
            guard let start = memory.assumingMemoryBound(to: UInt8.self).baseAddress else { return 0 }
            var length = 0
            // With no `end` to return, both take nothing less than the whole text.
            let status =
                switch self {
                case .hex:
                    sodium_hex2bin(
                        start, memory.count, text.assumingMemoryBound(to: CChar.self).baseAddress,
                        text.count, nil, &length, nil)
                case .base64:
                    sodium_base642bin(
                        start, memory.count, text.assumingMemoryBound(to: CChar.self).baseAddress,
                        text.count, nil, &length, nil,
                        sodium_base64_VARIANT_ORIGINAL)
                }
            isValid = status == 0
            return isValid ? length : 0
        }
        if isValid { return bytes }
        return nil
    }
}
