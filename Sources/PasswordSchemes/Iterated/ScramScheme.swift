import SecretBytes

/// SCRAM-SHA-1 and SCRAM-SHA-256: `iterations,salt,StoredKey,ServerKey`, the last three in base64 (RFC 5802, RFC 7677).
///
/// As in Dovecot, the password is used without SASLprep. Unlike Dovecot, this compares both keys: if they are of different
/// passwords, no client can log in by SCRAM.
struct ScramScheme: PasswordHashing {
    /// The minimum of Dovecot and of RFC 7677.
    static let minimumIterations = 4096
    /// Low, because each client computes as many at each login.
    static let defaultIterations = 10_000

    let algorithm: DigestAlgorithm

    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        _ = try parse(data, limits: limits)
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        let entry = try parse(data, limits: nil)
        let keys = entry.salt.withUnsafeBytes {
            ScramKeys(algorithm, password, salt: $0, iterations: entry.iterations)
        }
        return keys.joined.isEqual(to: entry.keys.joined)
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        let iterations = try request.rounds(
            from: Self.minimumIterations, to: min(request.limits.scramIterations, Int(UInt32.max)),
            otherwise: Self.defaultIterations)
        return RandomBytes.make(16).withUnsafeBytes { salt in
            let keys = ScramKeys(algorithm, password, salt: salt, iterations: UInt32(clamping: iterations))
            var data = SecretBytes(capacity: 192)
            data.append("\(iterations),")
            data.append(PasswordEncoding.base64.encode(salt))
            data.append(",")
            data.append(PasswordEncoding.base64.encode(keys.stored))
            data.append(",")
            data.append(PasswordEncoding.base64.encode(keys.server))
            return data
        }
    }

    private func parse(_ data: UnsafeRawBufferPointer, limits: CostLimits?) throws(HashDefect) -> ScramEntry {
        var scanner = ByteScanner(data)
        guard let number = scanner.decimal() else { throw .malformed }
        if let limits { try CostLimits.check("number of iterations", number, atMost: limits.scramIterations) }
        guard let iterations = UInt32(exactly: number), iterations >= Self.minimumIterations, scanner.skip(","),
            let salt = scanner.take(upTo: ",").flatMap({ PasswordEncoding.base64.decode($0) }),
            let stored = scanner.take(upTo: ",").flatMap({ PasswordEncoding.base64.decode($0) }),
            let server = PasswordEncoding.base64.decode(scanner.rest),
            stored.count == algorithm.size, server.count == algorithm.size
        else { throw .malformed }
        return ScramEntry(iterations: iterations, salt: salt, keys: ScramKeys(stored: stored, server: server))
    }
}

/// A parsed entry.
private struct ScramEntry: ~Copyable {
    var iterations: UInt32
    var salt: SecretBytes
    var keys: ScramKeys
}

/// The two keys that a server stores.
private struct ScramKeys: ~Copyable {
    var stored: SecretBytes
    var server: SecretBytes

    init(stored: consuming SecretBytes, server: consuming SecretBytes) {
        self.stored = stored
        self.server = server
    }

    init(
        _ algorithm: DigestAlgorithm, _ password: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer,
        iterations: UInt32
    ) {
        let salted = algorithm.stretch(password, salt: salt, iterations: iterations)
        let clientKey = algorithm.authenticate("Client Key", key: salted)
        stored = clientKey.withUnsafeBytes { algorithm.digest($0) }
        server = algorithm.authenticate("Server Key", key: salted)
    }

    /// Both keys, so that one comparison covers them.
    var joined: SecretBytes {
        var both = SecretBytes(capacity: stored.count + server.count)
        both.append(stored)
        both.append(server)
        return both
    }
}
