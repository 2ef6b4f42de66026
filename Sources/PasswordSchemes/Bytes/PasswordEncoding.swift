import CSodium
import SecretBytes

/// The encoding of a hash's bytes as text, which a suffix of the scheme's name selects.
enum PasswordEncoding: Sendable {
    case hex, base64
    /// base64 without `=`, as in Argon2 hashes. No suffix selects it.
    case unpaddedBase64

    /// The encoding with the name `suffix`, in upper or lower case.
    init?(suffix: String) {
        switch suffix.uppercased() {
        case "HEX": self = .hex
        case "B64", "BASE64": self = .base64
        default: return nil
        }
    }

    var suffix: String { self == .hex ? ".HEX" : ".B64" }

    /// The decoded bytes; nil if `text` is not of this encoding.
    ///
    /// Stricter than Dovecot, which skips blanks in base64 and ignores the unused bits of its last digit.
    func decode(_ text: Bytes) -> SecretBytes? {
        // libsodium 1.0.18 reads every byte with the eighth bit set as a digit of base64.
        guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
        var bytes = SecretBytes(capacity: text.count)
        bytes.append { memory in
            guard let start = memory.assumingMemoryBound(to: UInt8.self).baseAddress else { return 0 }
            var length = 0
            // Without a pointer for the end, both functions decode the whole text or fail.
            let status =
                self == .hex
                ? sodium_hex2bin(start, memory.count, text.characters, text.count, nil, &length, nil)
                : sodium_base642bin(start, memory.count, text.characters, text.count, nil, &length, nil, variant)
            return status == 0 ? length : 0
        }
        if bytes.isEmpty, !text.isEmpty { return nil }
        return bytes
    }

    /// The encoded text; hex is in lower case.
    func encode(_ bytes: Bytes) -> SecretBytes {
        let size = self == .hex ? bytes.count * 2 + 1 : sodium_base64_encoded_len(bytes.count, variant)
        var text = SecretBytes(capacity: size)
        text.append { memory in
            guard let start = memory.assumingMemoryBound(to: CChar.self).baseAddress else { return 0 }
            if self == .hex {
                sodium_bin2hex(start, size, bytes.bytes, bytes.count)
            } else {
                sodium_bin2base64(start, size, bytes.bytes, bytes.count, variant)
            }
            // Without the NUL.
            return size - 1
        }
        return text
    }

    func encode(_ bytes: borrowing SecretBytes) -> SecretBytes { bytes.withUnsafeBytes { encode($0) } }

    private var variant: Int32 {
        self == .unpaddedBase64 ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING : sodium_base64_VARIANT_ORIGINAL
    }

    /// The `length` bytes in hex or base64, which the length of `text` tells apart (password_decode); nil if it is neither.
    static func decode(_ text: Bytes, expecting length: Int) -> SecretBytes? {
        if text.count == length * 2, let bytes = PasswordEncoding.hex.decode(text) { return bytes }
        guard let bytes = PasswordEncoding.base64.decode(text), bytes.count == length else { return nil }
        return bytes
    }
}
