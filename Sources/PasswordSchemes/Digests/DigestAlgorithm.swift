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
                let memory = ScratchMemory<md4_ctx>()
                nettle_md4_init(memory.context)
                for part in parts { nettle_md4_update(memory.context, part.count, part.bytes) }
                nettle_md4_digest(memory.context, size, output)
            case .md5:
                let memory = ScratchMemory<md5_ctx>()
                nettle_md5_init(memory.context)
                for part in parts { nettle_md5_update(memory.context, part.count, part.bytes) }
                nettle_md5_digest(memory.context, size, output)
            case .sha1:
                let memory = ScratchMemory<sha1_ctx>()
                nettle_sha1_init(memory.context)
                for part in parts { nettle_sha1_update(memory.context, part.count, part.bytes) }
                nettle_sha1_digest(memory.context, size, output)
            case .sha256:
                let memory = ScratchMemory<sha256_ctx>()
                nettle_sha256_init(memory.context)
                for part in parts { nettle_sha256_update(memory.context, part.count, part.bytes) }
                nettle_sha256_digest(memory.context, size, output)
            case .sha512:
                let memory = ScratchMemory<sha512_ctx>()
                nettle_sha512_init(memory.context)
                for part in parts { nettle_sha512_update(memory.context, part.count, part.bytes) }
                nettle_sha512_digest(memory.context, size, output)
            }
            return size
        }
        return result
    }
}
