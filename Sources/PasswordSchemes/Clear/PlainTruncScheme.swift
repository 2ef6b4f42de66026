import SecretBytes

/// PLAIN-TRUNC: `length-password`, from a database that cuts passwords off at that length.
///
/// A stored password of just that length counts as cut off: every password that starts with it matches (password-scheme.c,
/// plain_trunc_verify). Unlike in Dovecot, an empty stored password matches nothing.
struct PlainTruncScheme: PasswordHashing {
    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison {
        var scanner = ByteScanner(data)
        guard let length = scanner.decimal(leadingZeros: true), scanner.skip("-") else { throw .malformed }
        let stored = scanner.rest
        guard !stored.isEmpty else { throw .empty }
        return { password, _ in
            let isCutOff = stored.count == length
            return constantTimeEqual(isCutOff ? Bytes(rebasing: password.prefix(length)) : password, stored)
        }
    }

    /// Writes a length that no password has, so that the new one does not count as cut off.
    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        try request.expectNoRounds()
        var data = SecretBytes(capacity: password.count + 8)
        data.append("\(GenerationRequest.maximumPasswordLength + 1)-")
        data.append(password)
        return data
    }
}
