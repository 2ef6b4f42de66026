import CSodium
import SecretBytes

/// How the bytes of a hash are written as text: the suffix of a scheme's name.
enum PasswordEncoding: Sendable {
    case hex, base64
    /// base64 without `=`, as Argon2 writes it. No suffix is called so.
    case unpaddedBase64

    /// The encoding with the name `suffix`, in upper or lower case.
    init?(suffix: String) {
        switch String(decoding: suffix.utf8.map(\.asciiUppercase), as: UTF8.self) {
        case "HEX": self = .hex
        case "B64", "BASE64": self = .base64
        default: return nil
        }
    }

    /// What stands behind a scheme's name to ask for the encoding.
    var suffix: String {
        switch self {
        case .hex: ".HEX"
        case .base64, .unpaddedBase64: ".B64"
        }
    }

    /// The bytes that `text` stands for; nil if it is not of this encoding.
    ///
    /// Stricter than Dovecot, which passes over blanks in base64 and does not look at the unused bits of its last digit.
    func decode(_ text: UnsafeRawBufferPointer) -> SecretBytes? {
        // libsodium 1.0.18 takes every byte with the eighth bit set for a digit of base64.
        guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
        var bytes = SecretBytes(capacity: text.count)
        var isValid = false
        _ = bytes.append { memory in
            guard let start = memory.assumingMemoryBound(to: UInt8.self).baseAddress else { return 0 }
            var length = 0
            // With nowhere to say where they stopped, both take the whole text or nothing.
            let status =
                switch self {
                case .hex:
                    sodium_hex2bin(start, memory.count, text.characters, text.count, nil, &length, nil)
                case .base64, .unpaddedBase64:
                    sodium_base642bin(
                        start, memory.count, text.characters, text.count, nil, &length, nil, variant)
                }
            isValid = status == 0
            return isValid ? length : 0
        }
        if isValid { return bytes }
        return nil
    }

    /// `bytes` as text, in lower case if it is hex.
    func encode(_ bytes: UnsafeRawBufferPointer) -> SecretBytes {
        let size = self == .hex ? bytes.count * 2 + 1 : sodium_base64_encoded_len(bytes.count, variant)
        var text = SecretBytes(capacity: size)
        _ = text.append { memory in
            guard let start = memory.assumingMemoryBound(to: CChar.self).baseAddress else { return 0 }
            switch self {
            case .hex: sodium_bin2hex(start, memory.count, bytes.bytes, bytes.count)
            case .base64, .unpaddedBase64:
                sodium_bin2base64(start, memory.count, bytes.bytes, bytes.count, variant)
            }
            return memory.firstIndex(of: 0) ?? 0
        }
        return text
    }

    private var variant: Int32 {
        self == .unpaddedBase64 ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING : sodium_base64_VARIANT_ORIGINAL
    }

    /// The `length` bytes that `text` stands for in hex or base64, told apart by how long it is (password_decode); nil if
    /// it is neither.
    static func decode(_ text: UnsafeRawBufferPointer, expecting length: Int) -> SecretBytes? {
        if text.count == length * 2, let bytes = PasswordEncoding.hex.decode(text) { return bytes }
        guard let bytes = PasswordEncoding.base64.decode(text), bytes.count == length else { return nil }
        return bytes
    }
}
