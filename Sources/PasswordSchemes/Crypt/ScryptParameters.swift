/// The parameters of scrypt (`$7$`), yescrypt (`$y$`) and gost-yescrypt (`$gy$`), read as libxcrypt's yescrypt_r does.
struct ScryptParameters: Equatable {
    /// Base-2 logarithm of N, the number of blocks.
    private(set) var logN: UInt32 = 0
    /// r, the size of a block in units of 128 bytes.
    private(set) var blockSize: UInt32 = 0
    /// p, the parallelism.
    private(set) var parallelism: UInt32 = 1
    /// t, yescrypt's additional time.
    private(set) var time: UInt32 = 0

    init(_ scanner: inout ByteScanner, classic: Bool) throws(HashDefect) {
        if classic { try self.init(classic: &scanner) } else { try self.init(yescrypt: &scanner) }
    }

    /// Reads scrypt's parameters: one digit of log N, five of r, five of p.
    init(classic scanner: inout ByteScanner) throws(HashDefect) {
        guard let logN = CryptBase64.takeNumber(digits: 1, from: &scanner),
            let blockSize = CryptBase64.takeNumber(digits: 5, from: &scanner),
            let parallelism = CryptBase64.takeNumber(digits: 5, from: &scanner)
        else { throw .malformed }
        (self.logN, self.blockSize, self.parallelism) = (logN, blockSize, parallelism)
    }

    /// Reads yescrypt's parameters and the `$` behind them: flavour, log N, r, then those of p, t, g and the ROM's log N that
    /// are not at their defaults.
    init(yescrypt scanner: inout ByteScanner) throws(HashDefect) {
        _ = try Self.takeVariable(&scanner, from: 0)
        logN = try Self.takeVariable(&scanner, from: 1)
        blockSize = try Self.takeVariable(&scanner, from: 1)
        guard !scanner.skip("$") else { return }
        let present = try Self.takeVariable(&scanner, from: 1)
        if present & 1 != 0 { parallelism = try Self.takeVariable(&scanner, from: 2) }
        if present & 2 != 0 { time = try Self.takeVariable(&scanner, from: 1) }
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
    static func checkSaltAndHash(_ rest: UnsafeRawBufferPointer, dollarInSalt: Bool) throws(HashDefect) {
        guard let dollar = rest.lastIndex(of: UInt8(ascii: "$")) else { throw .malformed }
        let salt = rest[..<dollar]
        let isSalt = salt.allSatisfy { CryptBase64.contains($0) || (dollarInSalt && $0 == UInt8(ascii: "$")) }
        guard isSalt, dollarInSalt || salt.count <= 86 else { throw .malformed }
        try CryptHash.expectHash(UnsafeRawBufferPointer(rebasing: rest[(dollar + 1)...]), 43)
    }

    /// Takes one of yescrypt's numbers. Its first digit also gives the number of further digits. `minimum` is the meaning of 0.
    private static func takeVariable(
        _ scanner: inout ByteScanner, from minimum: UInt32
    ) throws(HashDefect) -> UInt32 {
        guard let byte = scanner.next(), let first = CryptBase64.value(byte) else { throw .malformed }
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
            guard let byte = scanner.next(), let digit = CryptBase64.value(byte) else { throw .malformed }
            bits -= 6
            number &+= digit << bits
        }
        return number
    }
}
