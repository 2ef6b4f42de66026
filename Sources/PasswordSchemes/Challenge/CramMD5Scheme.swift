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
        let memory = ScratchMemory<hmac_md5_ctx>()
        nettle_hmac_md5_set_key(memory.context, password.count, password.bytes)
        var states = SecretBytes(capacity: Self.size)
        append(memory.context.pointee.outer.state, to: &states)
        append(memory.context.pointee.inner.state, to: &states)
        return states
    }

    private func append(_ state: (UInt32, UInt32, UInt32, UInt32), to states: inout SecretBytes) {
        withUnsafeBytes(of: (state.0.littleEndian, state.1.littleEndian, state.2.littleEndian, state.3.littleEndian)) {
            states.append($0)
        }
    }
}
