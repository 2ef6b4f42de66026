import SecretBytes

/// A number from `text` that nobody can foretell without `key`: the first eight bytes of HMAC-SHA256.
public func keyedNumber(of text: String, key: borrowing SecretBytes) -> UInt64 {
    DigestAlgorithm.sha256.authenticate(text, key: key).withUnsafeBytes { bytes in
        bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
