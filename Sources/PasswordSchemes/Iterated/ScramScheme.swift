import SecretBytes

/// SCRAM-SHA-1 and SCRAM-SHA-256: `iterations,salt,StoredKey,ServerKey`, the last three in base64 (RFC 5802, RFC 7677).
///
/// As in Dovecot, the password is used without SASLprep. Unlike Dovecot, this compares both keys: if they are of different
/// passwords, no client can log in by SCRAM.
struct ScramScheme: PasswordHashing {
    /// The minimum of Dovecot and of RFC 7677.
    static let minimumIterations = 4096

    let algorithm: DigestAlgorithm

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        var scanner = ByteScanner(data)
        let number = try scanner.cost("number of iterations", atMost: limits.scramIterations)
        guard let iterations = UInt32(exactly: number), iterations >= Self.minimumIterations, scanner.skip(","),
            let salt = scanner.take(upTo: ",").flatMap({ PasswordEncoding.base64.decode($0) }),
            let storedKey = scanner.take(upTo: ",").flatMap({ PasswordEncoding.base64.decode($0) }),
            let serverKey = PasswordEncoding.base64.decode(scanner.rest),
            storedKey.count == algorithm.size, serverKey.count == algorithm.size
        else { throw .malformed }
        let stored = SecretBytes(joining: storedKey, serverKey)
        return { password, _ in keys(password, salt: salt, iterations: iterations).isEqual(to: stored) }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        // The default is low, because each client computes as many at each login.
        let iterations = try request.rounds(
            from: Self.minimumIterations, to: min(request.limits.scramIterations, Int(UInt32.max)), otherwise: 10_000)
        let salt = RandomBytes.make(16)
        var data = SecretBytes(capacity: 192)
        data.append("\(iterations),")
        data.append(PasswordEncoding.base64.encode(salt))
        keys(password, salt: salt, iterations: UInt32(clamping: iterations)).withUnsafeBytes { keys in
            for key in [keys[..<algorithm.size], keys[algorithm.size...]] {
                data.append(",")
                data.append(PasswordEncoding.base64.encode(Bytes(rebasing: key)))
            }
        }
        return data
    }

    /// StoredKey and then ServerKey, so that one comparison covers both.
    private func keys(_ password: Bytes, salt: borrowing SecretBytes, iterations: UInt32) -> SecretBytes {
        let salted = salt.withUnsafeBytes { algorithm.stretch(password, salt: $0, iterations: iterations) }
        let clientKey = algorithm.authenticate("Client Key", key: salted)
        return SecretBytes(
            joining: clientKey.withUnsafeBytes { algorithm.digest($0) },
            algorithm.authenticate("Server Key", key: salted))
    }
}
