import SecretBytes

/// Random bytes for salts, from the system's generator (getrandom).
enum RandomBytes {
    static func make(_ count: Int) -> SecretBytes {
        var generator = SystemRandomNumberGenerator()
        var bytes = SecretBytes(capacity: count)
        _ = bytes.append { memory in
            for index in memory.indices { memory[index] = UInt8.random(in: 0...255, using: &generator) }
            return count
        }
        return bytes
    }

    /// `count` characters that stand in salts: `./0-9A-Za-z`.
    static func salt(_ count: Int) -> SecretBytes {
        var generator = SystemRandomNumberGenerator()
        let digits = CryptBase64.digits
        return SecretBytes(copying: (0..<count).compactMap { _ in digits.randomElement(using: &generator) })
    }
}
