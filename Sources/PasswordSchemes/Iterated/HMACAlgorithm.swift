import CNettle
import SecretBytes

/// HMAC (RFC 2104) and PBKDF2 (RFC 8018) over the digests of nettle that schemes use them with.
enum HMACAlgorithm: Sendable {
    case sha1, sha256

    /// How many bytes a result has.
    var size: Int { self == .sha1 ? 20 : 32 }

    /// The HMAC of `message` under `key`.
    func authenticate(_ message: String, key: borrowing SecretBytes) -> SecretBytes {
        var result = SecretBytes(capacity: size)
        let message = Array(message.utf8)
        _ = result.append { output in
            let output = output.assumingMemoryBound(to: UInt8.self).baseAddress
            key.withUnsafeBytes { key in
                switch self {
                case .sha1:
                    ScratchMemory<hmac_sha1_ctx>().withContext { context in
                        nettle_hmac_sha1_set_key(context, key.count, key.bytes)
                        nettle_hmac_sha1_update(context, message.count, message)
                        nettle_hmac_sha1_digest(context, size, output)
                    }
                case .sha256:
                    ScratchMemory<hmac_sha256_ctx>().withContext { context in
                        nettle_hmac_sha256_set_key(context, key.count, key.bytes)
                        nettle_hmac_sha256_update(context, message.count, message)
                        nettle_hmac_sha256_digest(context, size, output)
                    }
                }
            }
            return size
        }
        return result
    }

    /// PBKDF2 of one block: `iterations`, which must be above 0, of the HMAC under `password`.
    func stretch(_ password: UnsafeRawBufferPointer, salt: UnsafeRawBufferPointer, iterations: UInt32) -> SecretBytes {
        var result = SecretBytes(capacity: size)
        _ = result.append { output in
            let output = output.assumingMemoryBound(to: UInt8.self).baseAddress
            switch self {
            case .sha1:
                ScratchMemory<hmac_sha1_ctx>().withContext { context in
                    nettle_hmac_sha1_set_key(context, password.count, password.bytes)
                    nettle_pbkdf2(
                        context,
                        { nettle_hmac_sha1_update($0?.assumingMemoryBound(to: hmac_sha1_ctx.self), $1, $2) },
                        { nettle_hmac_sha1_digest($0?.assumingMemoryBound(to: hmac_sha1_ctx.self), $1, $2) },
                        size, iterations, salt.count, salt.bytes, size, output)
                }
            case .sha256:
                ScratchMemory<hmac_sha256_ctx>().withContext { context in
                    nettle_hmac_sha256_set_key(context, password.count, password.bytes)
                    nettle_pbkdf2(
                        context,
                        { nettle_hmac_sha256_update($0?.assumingMemoryBound(to: hmac_sha256_ctx.self), $1, $2) },
                        { nettle_hmac_sha256_digest($0?.assumingMemoryBound(to: hmac_sha256_ctx.self), $1, $2) },
                        size, iterations, salt.count, salt.bytes, size, output)
                }
            }
            return size
        }
        return result
    }
}
