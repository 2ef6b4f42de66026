import SecretBytes

/// PLAIN, CLEAR and CLEARTEXT: the data is the password.
struct PlainScheme: PasswordHashing {
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) {}

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        constantTimeEqual(password, data)
    }

    func generate(_ password: UnsafeRawBufferPointer, _ request: GenerationRequest) throws(GenerationDefect)
        -> SecretBytes
    {
        try request.expectNoRounds()
        var data = SecretBytes(capacity: password.count)
        data.append(password)
        return data
    }
}
