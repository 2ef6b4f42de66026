import CNettle
import SecretBytes

/// CRAM-MD5 and HMAC-MD5: the two MD5 states of HMAC-MD5 with the password as its key, the outer one first, each as four
/// little-endian words (hmac-cram-md5.c). A server needs nothing else to answer a challenge of RFC 2195.
struct CramMD5Scheme: PasswordHashing {
    /// How many bytes the two states have.
    static let size = 32

    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        guard data.count == Self.size else { throw .malformed }
    }

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        states(password).withUnsafeBytes { constantTimeEqual($0, data) }
    }

    func generate(_ password: UnsafeRawBufferPointer, _ request: GenerationRequest) throws(GenerationDefect)
        -> SecretBytes
    {
        try request.expectNoRounds()
        return states(password)
    }

    private func states(_ password: UnsafeRawBufferPointer) -> SecretBytes {
        var states = SecretBytes(capacity: Self.size)
        ScratchMemory<hmac_md5_ctx>().withContext { context in
            nettle_hmac_md5_set_key(context, password.count, password.bytes)
            withUnsafeMutableBytes(of: &context.pointee.outer.state) { append($0, to: &states) }
            withUnsafeMutableBytes(of: &context.pointee.inner.state) { append($0, to: &states) }
        }
        return states
    }

    /// Adds the four words of an MD5 state, low byte first.
    private func append(_ state: UnsafeMutableRawBufferPointer, to states: inout SecretBytes) {
        _ = states.append { output in
            for offset in stride(from: 0, to: 16, by: 4) {
                let word = state.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                output.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt32.self)
            }
            return 16
        }
    }
}
