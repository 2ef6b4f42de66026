import CSodium
import Glibc
import SecretBytes

/// ARGON2, ARGON2I, ARGON2ID: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`, computed by libsodium.
///
/// Every name accepts both variants (password-scheme-sodium.c, verify_argon2). libsodium, and so doveadm, makes hashes of one
/// lane only, but verifies those of several lanes, one lane after the other. It has neither Argon2d nor the Argon2 1.0 from
/// before 2016.
struct Argon2Scheme: PasswordHashing {
    /// By libsodium's numbers, crypto_pwhash_ALG_ARGON2I13 and crypto_pwhash_ALG_ARGON2ID13.
    enum Variant: Int32, Sendable { case argon2i = 1, argon2id = 2 }

    /// The variant of new hashes.
    let variant: Variant

    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        let parameters = try Argon2Parameters(data)
        try parameters.check(limits)
        return { (password, _) throws(HashDefect) in
            // Chooses the fastest code for this processor. The result is the same without it, and repeated calls do no harm.
            _ = sodium_init()
            guard let characters = password.characters else { return false }
            let wasAvailable = isAvailable(parameters.memory)
            let status = SecretBytes(nulTerminating: data).withCString { hash -> CInt in
                hash.map { crypto_pwhash_str_verify($0, characters, UInt64(password.count)) } ?? -1
            }
            if status == 0 { return true }
            // libsodium returns the same for a wrong password and when memory is short: for the blocks, or for what it needs besides.
            guard wasAvailable, isAvailable(parameters.memory) else { throw .notComputed }
            return false
        }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        let iterations = try request.rounds(
            from: 3, to: variant.highestIterations(request), otherwise: variant.defaultIterations)
        let (passes, memory) = (UInt64(iterations), variant.memory(iterations: request.rounds ?? 0))
        guard let characters = password.characters, sodium_init() >= 0
        else { throw .notComputed(scheme: request.scheme) }
        var hash = SecretBytes(capacity: Int(crypto_pwhash_STRBYTES))
        hash.append { output in
            guard let text = output.assumingMemoryBound(to: CChar.self).baseAddress else { return 0 }
            let status = crypto_pwhash_str_alg(
                text, characters, UInt64(password.count), passes, memory, variant.rawValue)
            return status == 0 ? output.firstIndex(of: 0) ?? 0 : 0
        }
        guard !hash.isEmpty else { throw .notComputed(scheme: request.scheme) }
        return hash
    }

    /// Whether the system grants `bytes` of address space now, and something besides. It is given back untouched.
    private func isAvailable(_ bytes: Int) -> Bool {
        let size = bytes + bytes / 64 + (1 << 20)
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { return false }
        munmap(start, size)
        return true
    }
}

extension Argon2Scheme.Variant {
    /// doveadm's default: libsodium's "interactive", but not below 3.
    var defaultIterations: Int { self == .argon2i ? 4 : 3 }

    /// The most iterations within the limits. Iterations that are requested also set the memory, which must be within them, too.
    func highestIterations(_ request: GenerationRequest) -> Int {
        let most = request.limits.argon2Iterations
        guard request.rounds != nil else { return most }
        // The highest number of each memory level.
        let levels = [most, 7, 5, 3, 2].filter { $0 <= most }
        return levels.first { memory(iterations: $0) <= request.limits.argon2Memory } ?? 0
    }

    /// The memory in bytes for the requested iterations (0 if none are): libsodium's levels, as Dovecot chooses them.
    func memory(iterations: Int) -> Int {
        switch (self, iterations) {
        case (.argon2i, 8...): 512 << 20
        case (.argon2i, 6...): 128 << 20
        case (.argon2i, _): 32 << 20
        case (.argon2id, 4...): 1 << 30
        case (.argon2id, 3...): 256 << 20
        case (.argon2id, _): 64 << 20
        }
    }
}
