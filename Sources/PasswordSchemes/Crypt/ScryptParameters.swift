/// The parameters of scrypt (`$7$`), yescrypt (`$y$`) and gost-yescrypt (`$gy$`), read as libxcrypt's yescrypt_r does.
struct ScryptParameters {
    /// Base-2 logarithm of N, the number of blocks.
    private let logN: UInt32
    /// r, the size of a block in units of 128 bytes.
    private let blockSize: UInt32
    /// p.
    private var parallelism: UInt32 = 1
    /// t, yescrypt's additional time.
    private var time: UInt32 = 0

    /// Reads scrypt's parameters if `classic`: one digit of log N, five of r, five of p. Otherwise yescrypt's and the `$` behind
    /// them: flavour, log N, r, then those of p, t, g and the ROM's log N that are not at their defaults.
    init(_ scanner: inout ByteScanner, classic: Bool) throws(HashDefect) {
        if classic {
            logN = try scanner.cryptDigit()
            blockSize = try scanner.cryptNumber(digits: 5)
            parallelism = try scanner.cryptNumber(digits: 5)
            return
        }
        _ = try scanner.yescryptNumber(from: 0)
        logN = try scanner.yescryptNumber(from: 1)
        blockSize = try scanner.yescryptNumber(from: 1)
        guard !scanner.skip("$") else { return }
        let present = try scanner.yescryptNumber(from: 1)
        if present & 1 != 0 { parallelism = try scanner.yescryptNumber(from: 2) }
        if present & 2 != 0 { time = try scanner.yescryptNumber(from: 1) }
        // No build of libxcrypt has hash upgrades (g) or a ROM.
        guard present & ~3 == 0 else { throw .unsupported("a yescrypt ROM or hash upgrade") }
        guard scanner.skip("$") else { throw .malformed }
    }

    /// The memory in bytes: 128·r for each of N blocks, or of p if those are more. `Int.max` if that does not fit.
    var memory: Int { bytes(blocks: max(blocks, Int(parallelism))) }

    /// The memory in bytes of N blocks times the passes over it: 128·N·r·p·(t + 1). `Int.max` if that does not fit.
    var work: Int {
        bytes(blocks: blocks).saturatingProduct(Int(parallelism)).saturatingProduct(Int(time) + 1)
    }

    /// N.
    private var blocks: Int { logN < 32 ? 1 << Int(logN) : .max }

    private func bytes(blocks: Int) -> Int { blocks.saturatingProduct(Int(blockSize)).saturatingProduct(128) }

    /// Throws if the cost is above `limits`, or yescrypt_r refuses the parameters.
    func check(_ limits: CostLimits) throws(HashDefect) {
        try CostLimits.check("memory in bytes", memory, atMost: limits.scryptMemory)
        try CostLimits.check("work (memory in bytes times passes)", work, atMost: limits.scryptWork)
        guard logN >= 2, blockSize > 0, parallelism > 0 else { throw .malformed }
    }

    /// Throws unless `rest` is a salt, a `$` and a hash of 43 digits.
    ///
    /// yescrypt decodes its salt, which has at most 86 digits. scrypt uses it as text, which may contain `$`.
    static func checkSaltAndHash(_ rest: Bytes, dollarInSalt: Bool) throws(HashDefect) {
        guard let dollar = rest.lastIndex(of: UInt8(ascii: "$")) else { throw .malformed }
        let salt = rest[..<dollar]
        let isSalt = salt.allSatisfy { CryptBase64.contains($0) || (dollarInSalt && $0 == UInt8(ascii: "$")) }
        guard isSalt, dollarInSalt || salt.count <= 86 else { throw .malformed }
        try CryptHash.expectDigits(Bytes(rebasing: rest[(dollar + 1)...]), count: 43)
    }
}

extension ByteScanner {
    /// Takes one of yescrypt's numbers. Its first digit also gives the number of further digits. `minimum` is the meaning of 0.
    fileprivate mutating func yescryptNumber(from minimum: UInt32) throws(HashDefect) -> UInt32 {
        let first = try cryptDigit()
        var (start, end, following, bits): (UInt32, UInt32, Int, UInt32) = (0, 47, 0, 0)
        var number = minimum
        while first > end {
            number &+= (end + 1 - start) << bits
            start = end + 1
            end = start + (62 - end) / 2
            following += 1
            bits += 6
        }
        number &+= (first - start) << bits
        for _ in 0..<following {
            bits -= 6
            number &+= try cryptDigit() << bits
        }
        return number
    }
}
