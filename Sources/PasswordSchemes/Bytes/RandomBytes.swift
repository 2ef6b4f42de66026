import SecretBytes

/// Random bytes for salts, from the system's generator (getrandom).
enum RandomBytes {
    static func make(_ count: Int) -> SecretBytes {
        SecretBytes(copying: (0..<count).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// `count` characters of crypt(3)'s base 64.
    static func salt(_ count: Int) -> SecretBytes {
        SecretBytes(copying: make(count).withUnsafeBytes { $0.map { CryptBase64.digits[Int($0 & 63)] } })
    }
}
