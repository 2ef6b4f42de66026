import CNettle
import SecretBytes

extension UnsaltedScheme {
    /// CRAM-MD5 and HMAC-MD5: the two MD5 states of HMAC-MD5 under the password, the outer one first, each as four
    /// little-endian words (hmac-cram-md5.c). A server needs no more to verify the response to a challenge (RFC 2195).
    static let cramMD5 = UnsaltedScheme { password, _ in
        let scratch = ScratchMemory(byteCount: MemoryLayout<hmac_md5_ctx>.size)
        let context = scratch.start.bindMemory(to: hmac_md5_ctx.self, capacity: 1)
        nettle_hmac_md5_set_key(context, password.count, password.bytes)
        var states = SecretBytes(capacity: 32)
        withUnsafeBytes(of: &context.pointee.outer.state) { states.append(littleEndian: $0) }
        withUnsafeBytes(of: &context.pointee.inner.state) { states.append(littleEndian: $0) }
        return states
    }
}

extension SecretBytes {
    /// Appends the four words of an MD5 state.
    fileprivate mutating func append(littleEndian state: Bytes) {
        for offset in stride(from: 0, to: 16, by: 4) {
            let word = state.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            Swift.withUnsafeBytes(of: word.littleEndian) { append($0) }
        }
    }
}
