import CNettle
import SecretBytes

/// CRAM-MD5 and HMAC-MD5: the two MD5 states of HMAC-MD5 under the password, the outer one first, each as four
/// little-endian words (hmac-cram-md5.c). A server needs no more to verify the response to a challenge (RFC 2195).
struct CramMD5Scheme: UnsaltedHashing {
    /// The length of the two states in bytes.
    static let size = 32

    func hash(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes {
        let scratch = ScratchMemory(byteCount: MemoryLayout<hmac_md5_ctx>.size)
        let context = scratch.start.bindMemory(to: hmac_md5_ctx.self, capacity: 1)
        nettle_hmac_md5_set_key(context, password.count, password.bytes)
        var states = SecretBytes(capacity: Self.size)
        withUnsafeBytes(of: &context.pointee.outer.state) { append($0, to: &states) }
        withUnsafeBytes(of: &context.pointee.inner.state) { append($0, to: &states) }
        return states
    }

    /// Appends the four words of an MD5 state.
    private func append(_ state: UnsafeRawBufferPointer, to states: inout SecretBytes) {
        for offset in stride(from: 0, to: 16, by: 4) {
            let word = state.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            withUnsafeBytes(of: word.littleEndian) { states.append($0) }
        }
    }
}
