import SecretBytes

/// PLAIN-TRUNC: `length-password`, from a database that cuts passwords off at that length.
///
/// If the stored password is just that long, it is taken for cut off: every password that starts with it matches
/// (password-scheme.c, plain_trunc_verify). Unlike in Dovecot, nothing cut off at 0 is not what everything starts with.
struct PlainTruncScheme: PasswordHashing {
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect) {
        guard !(try parse(data)).password.isEmpty else { throw .empty }
    }

    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool {
        let (length, stored) = try parse(data)
        let isCutOff = stored.count == length
        return constantTimeEqual(
            isCutOff ? UnsafeRawBufferPointer(rebasing: password.prefix(length)) : password, stored)
    }

    /// The length is above that of any password, so that nothing counts as cut off.
    func generate(_ password: UnsafeRawBufferPointer, _ request: GenerationRequest) throws(GenerationDefect)
        -> SecretBytes
    {
        try request.expectNoRounds()
        var data = SecretBytes(capacity: password.count + 8)
        data.append("\(GenerationRequest.maximumPasswordLength + 1)-")
        data.append(password)
        return data
    }

    private func parse(
        _ data: UnsafeRawBufferPointer
    ) throws(HashDefect) -> (length: Int, password: UnsafeRawBufferPointer) {
        var scanner = ByteScanner(data)
        guard let length = scanner.decimal(leadingZeros: true), scanner.skip("-") else { throw .malformed }
        return (length, scanner.rest)
    }
}
