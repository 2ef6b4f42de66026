import SecretBytes

/// OTP: `sha1 1024 seed 0123456789abcdef`, a one-time password's state (RFC 2289) as Dovecot stores it: the algorithm, the
/// number of times to hash, the seed, and the result.
///
/// As in Dovecot (password-scheme.c, otp_verify), verifying a password does not decrement the number.
struct OTPScheme: PasswordHashing {
    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        var scanner = ByteScanner(data)
        guard let algorithm = [DigestAlgorithm.sha1, .md5, .md4].first(where: { scanner.skip("\($0.rawValue) ") }),
            let sequence = scanner.decimal(), scanner.skip(" "),
            let seed = scanner.take(upTo: " "), (1...16).contains(seed.count),
            seed.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }), scanner.rest.count == 16,
            let hash = PasswordEncoding.hex.decode(scanner.rest)
        else { throw .malformed }
        try CostLimits.check("sequence number", sequence, atMost: limits.otpSequence)
        return { password, _ in
            // RFC 2289, 6.0: the seed is case-insensitive, and is hashed in lower case.
            let seed = SecretBytes(copying: seed.map { $0.isASCIILetter ? $0 | 0x20 : $0 })
            return oneTimePassword(password, algorithm, seed: seed, sequence: sequence).isEqual(to: hash)
        }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        // 1024 is Dovecot's default.
        let sequence = try request.rounds(from: 1, to: request.limits.otpSequence, otherwise: 1024)
        let seed = PasswordEncoding.hex.encode(RandomBytes.make(8))
        var data = SecretBytes(capacity: 64)
        data.append("sha1 \(sequence) ")
        data.append(seed)
        data.append(" ")
        data.append(PasswordEncoding.hex.encode(oneTimePassword(password, .sha1, seed: seed, sequence: sequence)))
        return data
    }

    private func oneTimePassword(
        _ password: Bytes, _ algorithm: DigestAlgorithm, seed: borrowing SecretBytes, sequence: Int
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
