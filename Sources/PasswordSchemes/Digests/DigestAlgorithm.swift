@preconcurrency import CNettle
import SecretBytes

/// The digests that schemes are made of, computed by nettle.
enum DigestAlgorithm: String, Sendable {
    case md4, md5, sha1, sha256, sha512

    /// In bytes.
    var size: Int { Int(nettle.digest_size) }

    var nettle: nettle_hash {
        switch self {
        case .md4: nettle_md4
        case .md5: nettle_md5
        case .sha1: nettle_sha1
        case .sha256: nettle_sha256
        case .sha512: nettle_sha512
        }
    }

    /// The digest of the concatenated `parts`.
    func digest(_ parts: Bytes...) -> SecretBytes {
        let hash = nettle
        let context = ScratchMemory(byteCount: Int(hash.context_size))
        hash.`init`(context.start)
        for part in parts { hash.update(context.start, part.count, part.bytes) }
        return SecretBytes(count: size) { hash.digest(context.start, size, $0) }
    }
}
