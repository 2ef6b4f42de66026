import CNettle
import SecretBytes

extension DigestAlgorithm {
    /// The HMAC (RFC 2104) of `message` under `key`.
    func authenticate(_ message: String, key: borrowing SecretBytes) -> SecretBytes {
        var hmac = key.withUnsafeBytes { HMAC(self, key: $0) }
        message.utf8Span.span.withUnsafeBytes { hmac.update($0) }
        return SecretBytes(count: size) { hmac.finish(into: $0) }
    }

    /// The first block of PBKDF2 (RFC 8018) with this HMAC. `iterations` must be above 0.
    func stretch(_ password: Bytes, salt: Bytes, iterations: UInt32) -> SecretBytes {
        var hmac = HMAC(self, key: password)
        return SecretBytes(count: size) { result in
            hmac.update(salt)
            withUnsafeBytes(of: UInt32(1).bigEndian) { hmac.update($0) }
            hmac.finish(into: result)
            let scratch = ScratchMemory(byteCount: size)
            let block = scratch.start.bindMemory(to: UInt8.self, capacity: size)
            block.initialize(from: result, count: size)
            for _ in 1..<iterations {
                hmac.update(Bytes(start: block, count: size))
                hmac.finish(into: block)
                for index in 0..<size { result[index] ^= block[index] }
            }
        }
    }
}

/// HMAC under one key. After `finish` it is ready for the next message.
private struct HMAC: ~Copyable {
    private var hash: nettle_hash
    private let outer, inner, state: ScratchMemory

    init(_ algorithm: DigestAlgorithm, key: Bytes) {
        hash = algorithm.nettle
        let size = Int(hash.context_size)
        outer = ScratchMemory(byteCount: size)
        inner = ScratchMemory(byteCount: size)
        state = ScratchMemory(byteCount: size)
        nettle_hmac_set_key(outer.start, inner.start, state.start, &hash, key.count, key.bytes)
    }

    mutating func update(_ bytes: Bytes) {
        nettle_hmac_update(state.start, &hash, bytes.count, bytes.bytes)
    }

    mutating func finish(into output: UnsafeMutablePointer<UInt8>) {
        nettle_hmac_digest(outer.start, inner.start, state.start, &hash, Int(hash.digest_size), output)
    }
}

/// A number from `text` that nobody can foretell without `key`: the first eight bytes of HMAC-SHA256.
package func keyedNumber(of text: String, key: borrowing SecretBytes) -> UInt64 {
    DigestAlgorithm.sha256.authenticate(text, key: key).withUnsafeBytes { bytes in
        bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
