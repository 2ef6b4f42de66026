import CNettle
import SecretBytes

/// The digests of nettle that schemes are made of.
enum DigestAlgorithm: Sendable {
    case md4, md5, sha1, sha256, sha512

    /// How many bytes a digest has.
    var size: Int {
        switch self {
        case .md4, .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// The digest of `parts`, one after the other.
    func digest(_ parts: UnsafeRawBufferPointer...) -> SecretBytes {
        var result = SecretBytes(capacity: size)
        _ = result.append { output in
            let output = output.assumingMemoryBound(to: UInt8.self).baseAddress
            switch self {
            case .md4:
                ScratchMemory<md4_ctx>().withContext { context in
                    nettle_md4_init(context)
                    for part in parts { nettle_md4_update(context, part.count, part.bytes) }
                    nettle_md4_digest(context, size, output)
                }
            case .md5:
                ScratchMemory<md5_ctx>().withContext { context in
                    nettle_md5_init(context)
                    for part in parts { nettle_md5_update(context, part.count, part.bytes) }
                    nettle_md5_digest(context, size, output)
                }
            case .sha1:
                ScratchMemory<sha1_ctx>().withContext { context in
                    nettle_sha1_init(context)
                    for part in parts { nettle_sha1_update(context, part.count, part.bytes) }
                    nettle_sha1_digest(context, size, output)
                }
            case .sha256:
                ScratchMemory<sha256_ctx>().withContext { context in
                    nettle_sha256_init(context)
                    for part in parts { nettle_sha256_update(context, part.count, part.bytes) }
                    nettle_sha256_digest(context, size, output)
                }
            case .sha512:
                ScratchMemory<sha512_ctx>().withContext { context in
                    nettle_sha512_init(context)
                    for part in parts { nettle_sha512_update(context, part.count, part.bytes) }
                    nettle_sha512_digest(context, size, output)
                }
            }
            return size
        }
        return result
    }
}
