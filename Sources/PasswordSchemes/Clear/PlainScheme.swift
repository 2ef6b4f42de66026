import SecretBytes

/// PLAIN, CLEAR and CLEARTEXT: the password itself.
struct PlainScheme: UnsaltedHashing {
    func hash(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes { SecretBytes(copying: password) }
}

/// PLAIN-TRUNC: `length-password`, from a database that cuts passwords off at that length.
///
/// A stored password of just that length counts as cut off: every password that starts with it matches (password-scheme.c,
/// plain_trunc_verify). Unlike in Dovecot, an empty stored password matches nothing.
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

    /// Writes a length that no password has, so that the new one does not count as cut off.
    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
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
