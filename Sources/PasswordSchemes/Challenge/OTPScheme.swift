import SecretBytes

/// OTP: `sha1 1024 seed 0123456789abcdef`, a one-time password's state (RFC 2289) as Dovecot stores it: the algorithm, the
/// number of times to hash, the seed, and the result.
///
/// As in Dovecot (password-scheme.c, otp_verify), verifying a password does not decrement the number.
struct OTPScheme: PasswordHashing {
    /// Dovecot's default.
    static let defaultSequence = 1024

    private struct Entry: ~Copyable {
        var algorithm: DigestAlgorithm
        var sequence: Int
        var seed: SecretBytes
        var hash: UnsafeRawBufferPointer
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        let entry = try parse(data)
        try CostLimits.check("sequence number", entry.sequence, atMost: limits.otpSequence)
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        let entry = try parse(data)
        guard let hash = PasswordEncoding.hex.decode(entry.hash) else { throw .malformed }
        return oneTimePassword(password, entry.algorithm, seed: entry.seed, sequence: entry.sequence).isEqual(to: hash)
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        let sequence = try request.rounds(from: 1, to: request.limits.otpSequence, otherwise: Self.defaultSequence)
        let seed = PasswordEncoding.hex.encode(RandomBytes.make(8))
        var data = SecretBytes(capacity: 64)
        data.append("sha1 \(sequence) ")
        data.append(seed)
        data.append(" ")
        data.append(PasswordEncoding.hex.encode(oneTimePassword(password, .sha1, seed: seed, sequence: sequence)))
        return data
    }

    private func parse(_ data: UnsafeRawBufferPointer) throws(HashDefect) -> Entry {
        var scanner = ByteScanner(data)
        guard let algorithm = takeAlgorithm(&scanner), let sequence = scanner.decimal(), scanner.skip(" "),
            let seed = scanner.take(upTo: " "), (1...16).contains(seed.count),
            seed.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }), scanner.rest.count == 16,
            PasswordEncoding.hex.decode(scanner.rest) != nil
        else { throw .malformed }
        // RFC 2289, 6.0: the seed is case-insensitive, and is hashed in lower case.
        let lowercase = SecretBytes(copying: seed.map { $0.isASCIILetter ? $0 | 0x20 : $0 })
        return Entry(algorithm: algorithm, sequence: sequence, seed: lowercase, hash: scanner.rest)
    }

    private func takeAlgorithm(_ scanner: inout ByteScanner) -> DigestAlgorithm? {
        if scanner.skip("sha1 ") { return .sha1 }
        if scanner.skip("md5 ") { return .md5 }
        if scanner.skip("md4 ") { return .md4 }
        return nil
    }

    private func oneTimePassword(
        _ password: UnsafeRawBufferPointer, _ algorithm: DigestAlgorithm, seed: borrowing SecretBytes, sequence: Int
    ) -> SecretBytes {
        var hash = seed.withUnsafeBytes { folded(algorithm.digest($0, password), algorithm) }
        for _ in 0..<sequence {
            hash = folded(hash.withUnsafeBytes { algorithm.digest($0) }, algorithm)
        }
        return hash
    }

    /// Folds a digest to 64 bits: exclusive or combines its 32-bit words into two, and SHA-1's are then stored with the low
    /// byte first (RFC 2289, appendix A).
    private func folded(_ digest: consuming SecretBytes, _ algorithm: DigestAlgorithm) -> SecretBytes {
        digest.withUnsafeBytes { digest in
            SecretBytes(count: 8) { output in
                for index in 0..<8 {
                    let source = algorithm == .sha1 ? index ^ 3 : index
                    output[index] = stride(from: source, to: digest.count, by: 8).reduce(0) { $0 ^ digest[$1] }
                }
            }
        }
    }
}
