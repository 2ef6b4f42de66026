/// A generator whose run can be repeated: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension RandomNumberGenerator {
    /// A password without NUL: by `kind`, words of many scripts, any bytes, or 200 bytes.
    mutating func password(kind: Int) -> [UInt8] {
        switch kind % 3 {
        case 0:
            let letters = Array("abcXYZ019 äßéñ€жщΩ語字パス😀🔑{}$!*:,\\\"'")
            return Array(
                String(
                    (0..<Int.random(in: 1...20, using: &self)).map { _ in letters.randomElement(using: &self) ?? "x" }
                ).utf8)
        case 1: return (0..<Int.random(in: 1...40, using: &self)).map { _ in .random(in: 1...255, using: &self) }
        default: return (0..<200).map { _ in .random(in: 1...255, using: &self) }
        }
    }
}
