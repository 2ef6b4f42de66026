/// The fields of an Argon2 hash in the reference implementation's format, which libsodium reads.
struct Argon2Parameters {
    /// `m=`, here in bytes; `Int.max` if that does not fit.
    let memory: Int
    /// `t=`
    let iterations: Int
    /// `p=`
    let parallelism: Int
    private let salt: Bytes?
    private let hash: Bytes

    init(_ data: Bytes) throws(HashDefect) {
        var scanner = ByteScanner(data)
        guard scanner.skip("$argon2") else { throw .malformed }
        guard !scanner.skip("d$") else { throw .unsupported("Argon2d") }
        guard scanner.skip("id$") || scanner.skip("i$") else { throw .malformed }
        if scanner.skip("v=") {
            guard let version = scanner.decimal(), scanner.skip("$") else { throw .malformed }
            guard version == 19 else { throw .unsupported("another version of Argon2 than 1.3") }
        } else if scanner.rest.starts(with: "m=".utf8) {
            throw .unsupported("Argon2 version 1.0")
        }
        guard scanner.skip("m="), let kibibytes = scanner.decimal(), scanner.skip(",t="),
            let iterations = scanner.decimal(), scanner.skip(",p="), let parallelism = scanner.decimal(),
            scanner.skip("$")
        else { throw .malformed }
        memory = kibibytes.saturatingProduct(1024)
        self.iterations = iterations
        self.parallelism = parallelism
        salt = scanner.take(upTo: "$")
        hash = scanner.rest
    }

    /// Throws if the cost is above `limits`, libsodium's validate_inputs would refuse the parameters, or they do not fit into 32
    /// bits.
    func check(_ limits: CostLimits) throws(HashDefect) {
        try CostLimits.check("memory in bytes", memory, atMost: limits.argon2Memory)
        try CostLimits.check("number of iterations", iterations, atMost: limits.argon2Iterations)
        try CostLimits.check("parallelism", parallelism, atMost: limits.argon2Parallelism)
        guard parallelism >= 1, iterations >= 1, memory / 1024 >= 8, memory / 1024 / 8 >= parallelism,
            memory / 1024 <= UInt32.max, iterations <= UInt32.max, parallelism <= 0xFF_FFFF,
            let salt, let decodedSalt = PasswordEncoding.unpaddedBase64.decode(salt), decodedSalt.count >= 8,
            let decodedHash = PasswordEncoding.unpaddedBase64.decode(hash), decodedHash.count >= 16
        else { throw .malformed }
    }
}
